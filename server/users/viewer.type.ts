import { Field, ID, ObjectType } from "type-graphql";
import type { Member } from "../graphql/identity.ts";
import { Group, type GroupName } from "./group.type.ts";
import type { UserRow } from "./users-table.ts";

@ObjectType({ description: "The person who is signed in, as only they see themselves." })
export class Viewer {
  @Field(() => ID, { description: "UUIDv7; the same as the id of the person's `User`." })
  id!: string;

  @Field(() => String, { description: "Where mail goes and what they sign in with, in lower case." })
  email!: string;

  @Field(() => Boolean, { description: "Whether a code proved that the address is theirs." })
  emailVerified!: boolean;

  @Field(() => String, { description: "The name to show, 1–100 characters." })
  name!: string;

  @Field(() => String, { description: "The name to mention, unique: 3–30 of `a-z`, `0-9` and `_`." })
  handle!: string;

  @Field(() => String, { nullable: true, description: "A few words about themselves." })
  bio!: string | null;

  @Field(() => [Group], {
    description: "The groups that they are in, as the access token says: a change counts from the next one.",
  })
  groups!: GroupName[];

  /** The session that this was asked by, for the fields that are looked up only when they are asked for. */
  member!: Member;
}

export function toViewer({ id, email, emailVerified, name, handle, bio }: UserRow, member: Member): Viewer {
  const groups = Object.values(Group).filter((group) => member.claims.groups.includes(group));
  return Object.assign(new Viewer(), { id, email, emailVerified, name, handle, bio, groups, member });
}
