import { Field, ID, ObjectType } from "type-graphql";
import { DateTime } from "../../server/graphql/date-time.scalar.ts";
import type { NoteRow } from "./notes-table.ts";

@ObjectType({ simpleResolvers: true, description: "A note, which only its author and reviewers can read." })
export class Note {
  @Field(() => ID, { description: "UUIDv7: notes sort by it in the order in which they were written." })
  id!: string;

  @Field(() => String, { description: "1 to 500 characters." })
  text!: string;

  @Field(() => DateTime, { description: "When it was written." })
  createdAt!: string;
}

export function toNote({ id, text, createdAt }: NoteRow): Note {
  return Object.assign(new Note(), { id, text, createdAt: createdAt.toISOString() });
}
