import { desc, eq } from "drizzle-orm";
import { Ctx, Query, Resolver } from "type-graphql";
import { requireMember } from "../../server/graphql/context.ts";
import { Authorized } from "../../server/graphql/guards/authorized.ts";
import type { NotesContext } from "./context.ts";
import type { NotesGroup } from "./groups.ts";
import { Note, toNote } from "./note.type.ts";
import { notes } from "./notes-table.ts";

const pageSize = 100;

@Resolver()
export class NotesResolver {
  @Query(() => [Note], {
    description: "The viewer's notes, the newest 100, newest first. Requires an access token.",
  })
  async notes(@Ctx() context: NotesContext): Promise<Note[]> {
    const { userId } = requireMember(context);
    const rows = await context.read((db) =>
      db.select().from(notes).where(eq(notes.authorId, userId)).orderBy(desc(notes.id)).limit(pageSize),
    );
    return rows.map(toNote);
  }

  @Authorized<NotesGroup>("reviewers")
  @Query(() => [Note], {
    description: "The newest 100 notes of all people, newest first. Requires the group `reviewers`.",
  })
  async notesOfAll(@Ctx() { read }: NotesContext): Promise<Note[]> {
    const rows = await read((db) => db.select().from(notes).orderBy(desc(notes.id)).limit(pageSize));
    return rows.map(toNote);
  }
}
