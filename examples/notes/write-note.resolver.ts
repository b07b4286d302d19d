import { Arg, Ctx, Extensions, Field, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { z } from "zod";
import { checkInput } from "../../server/graphql/check-input.ts";
import { requireMember } from "../../server/graphql/context.ts";
import { limitAction } from "../../server/graphql/limit-action.ts";
import { contentMutation } from "../../server/graphql/mutation-kind.ts";
import { mutationResult } from "../../server/graphql/mutation-result.ts";
import type { Rejected } from "../../server/graphql/problem.type.ts";
import type { NotesContext } from "./context.ts";
import { Note, toNote } from "./note.type.ts";
import { notes } from "./notes-table.ts";

@InputType({ description: "A new note." })
class WriteNoteInput {
  @Field(() => String, { description: "1 to 500 characters, without the spaces around them." })
  text!: string;
}

@ObjectType({ description: "The note is stored." })
class NoteWritten {
  @Field(() => Note, { description: "The note." })
  note!: Note;
}

const WriteNoteResult = mutationResult("writeNote", [NoteWritten]);

const rules = z.object({ text: z.string().trim().min(1).max(500) });

@Resolver()
export class WriteNoteResolver {
  @Extensions(contentMutation)
  @Mutation(() => WriteNoteResult, {
    description: "Writes a note. INVALID_INPUT for an empty or a long text. Requires an access token.",
  })
  async writeNote(
    @Arg("input", () => WriteNoteInput, { description: "The note." }) input: WriteNoteInput,
    @Ctx() context: NotesContext,
  ): Promise<NoteWritten | Rejected> {
    const { userId: authorId } = requireMember(context);
    const checked = checkInput(rules, input);
    if (!checked.ok) return checked.rejected;
    return await limitAction(context, "write", authorId, async () => {
      const { db, newId, clock, writtenNotes } = context;
      const row = { id: newId(), authorId, text: checked.value.text, createdAt: clock() };
      await db.insert(notes).values(row);
      const note = toNote(row);
      writtenNotes.announce(authorId, note);
      return Object.assign(new NoteWritten(), { note });
    });
  }
}
