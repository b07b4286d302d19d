import { Resolver, Root, Subscription } from "type-graphql";
import { requireMember, type SubscriptionContext } from "../../server/graphql/context.ts";
import type { NotesContext } from "./context.ts";
import { Note } from "./note.type.ts";

type StreamContext = NotesContext & Pick<SubscriptionContext, "signal">;

@Resolver()
export class NoteWrittenResolver {
  @Subscription(() => Note, {
    description: "Each new note of the viewer, from any of their devices. Requires an access token.",
    subscribe: ({ context }: { context: StreamContext }) =>
      streamNotes(context, requireMember(context).userId),
  })
  noteWritten(@Root() note: Note): Note {
    return note;
  }
}

async function* streamNotes(
  { signal, writtenNotes }: StreamContext,
  authorId: string,
): AsyncGenerator<Note, void, undefined> {
  const queue = writtenNotes.listen(authorId);
  signal.addEventListener("abort", queue.close);
  if (signal.aborted) queue.close();
  try {
    yield* queue.read();
  } finally {
    queue.close();
  }
}
