import { defineScopes } from "./define-scopes.ts";

/** The scopes that guards may name (`@Scopes`, `holdsScope`). */
export const scopes = defineScopes([
  {
    name: "feed/read",
    description: "Reads PUBLIC posts, replies and the profiles of users.",
    heldBy: "everybody",
  },
  {
    name: "feed/read.members",
    description: "Reads MEMBERS posts and replies too, where `feed/read` permits reading.",
    heldBy: "signedIn",
  },
]);

/** The name of a declared scope. A token may have others, which permit nothing. */
export type ScopeName = (typeof scopes)[number]["name"];
