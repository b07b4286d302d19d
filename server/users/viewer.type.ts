import { Field, ID, ObjectType } from "type-graphql";
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
}

export function toViewer({ id, email, emailVerified, name, handle, bio }: UserRow): Viewer {
  return Object.assign(new Viewer(), { id, email, emailVerified, name, handle, bio });
}
