import { defineGroups } from "./define-groups.ts";

/** The groups that guards may name (`@Authorized`, `isInGroup`), and that `npm run provision` creates. */
export const groups = defineGroups([{ name: "moderators", description: "May delete any post in Cruddur." }]);

/** The name of a declared group. A token may have others, which guard nothing. */
export type GroupName = (typeof groups)[number]["name"];
