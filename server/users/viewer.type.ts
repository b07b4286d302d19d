import { Field, ID, ObjectType } from "type-graphql";
import type { Member } from "../graphql/identity.ts";
import type { UserRow } from "./users-table.ts";

@ObjectType({ description: "The user who sends the request, with what only they may see of their account." })
export class Viewer {
  @Field(() => ID, { description: "UUIDv7, equal to `User.id`." })
  id!: string;

  @Field(() => String, {
    description:
      "The account's name in the user pool: what the person signs in with, or a UUID in a pool where they sign in with an address.",
  })
  username!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "The address for mail, and for sign-in where the user pool takes addresses. Null if the account has none: `changeEmail` adds one.",
  })
  email!: string | null;

  @Field(() => Boolean, {
    description:
      "Whether a code confirmed the address; false without one. If not, `changeEmail` with the same address sends one: without it a lost password cannot be recovered. A change at the user pool takes effect with the next sign-in or refresh.",
  })
  emailVerified!: boolean;

  @Field(() => String, { description: "The display name, 1 to 100 characters." })
  name!: string;

  @Field(() => String, { description: "The unique handle: 3 to 30 of `a-z`, `0-9` and `_`." })
  handle!: string;

  @Field(() => String, { nullable: true, description: "The self-description." })
  bio!: string | null;

  @Field(() => Boolean, {
    description:
      "Whether the viewer has chosen name and handle. False for an account that was made outside this API without them: both were made up, so ask for them once and set both with `updateProfile`.",
  })
  profileIsComplete!: boolean;

  @Field(() => [String], {
    description:
      "All groups of the access token, by their names in the user pool, e.g. `moderators`. A change takes effect with the next access token.",
  })
  groups!: readonly string[];

  /** For field resolvers; not in the schema. */
  member!: Member;
}

export function toViewer(user: UserRow, member: Member): Viewer {
  const { id, email, emailVerified, name, handle, bio } = user;
  const profileIsComplete = user.needsProfile !== true;
  const { groups, username } = member.claims;
  return Object.assign(new Viewer(), {
    id,
    username,
    email,
    emailVerified,
    name,
    handle,
    bio,
    profileIsComplete,
    groups,
    member,
  });
}
