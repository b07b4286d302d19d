import { index, pgSchema, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { users } from "../../server/users/users-table.ts";

/** A schema of its own, so that no table of another feature has the same name. */
export const notesSchema = pgSchema("notes");

export const notes = notesSchema.table(
  "notes",
  {
    /** UUIDv7. */
    id: uuid().primaryKey(),
    authorId: uuid("author_id")
      .notNull()
      .references(() => users.id),
    text: text().notNull(),
    createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [index("notes_of_author").on(table.authorId, table.id)],
);

export type NoteRow = typeof notes.$inferSelect;
