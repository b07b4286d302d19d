import { type Positions, type RawRow, valueAt } from "../../database/row-positions.ts";
import { users } from "../../users/users-table.ts";
import type { Activity } from "../model/activity.type.ts";

/** The public columns of an activity's author. */
export const authorColumns = { id: users.id, handle: users.handle, name: users.name, bio: users.bio };

export function readAuthor(row: RawRow, at: Positions<typeof authorColumns>): Activity["author"] {
  return {
    id: valueAt(row, at.id),
    handle: valueAt(row, at.handle),
    name: valueAt(row, at.name),
    bio: valueAt(row, at.bio),
  };
}
