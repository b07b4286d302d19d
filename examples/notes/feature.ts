import { fileURLToPath } from "node:url";
import { eq } from "drizzle-orm";
import type { Feature } from "../../server/features/feature.ts";
import { groups } from "./groups.ts";
import { NoteWrittenResolver } from "./note-written.resolver.ts";
import { notes as notesTable } from "./notes-table.ts";
import { NotesResolver } from "./notes.resolver.ts";
import { WriteNoteResolver } from "./write-note.resolver.ts";
import { watchWrittenNotes } from "./written-notes.ts";

/** Private notes, as an example of a feature of one's own: see docs/features.md. */
export const notes: Feature = {
  name: "notes",
  needs: ["auth"],
  resolvers: [NotesResolver, WriteNoteResolver, NoteWrittenResolver],
  groups,
  tables: [notesTable],
  migrations: { folder: fileURLToPath(new URL("migrations", import.meta.url)) },
  async open({ bus, onStop }) {
    const writtenNotes = await watchWrittenNotes(bus);
    onStop(writtenNotes.stop);
    return { context: { writtenNotes } };
  },
  async onAccountDeleted(tx, { id }) {
    await tx.delete(notesTable).where(eq(notesTable.authorId, id));
  },
};
