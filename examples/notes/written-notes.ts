import type { Bus } from "../../server/bus/bus.ts";
import { type BoundedQueue, createBoundedQueue } from "../../server/lib/bounded-queue.ts";
import type { Note } from "./note.type.ts";

const channel = "notes-written";
/** The most notes that wait for a slow listener. */
const queueLength = 100;

/** Tells those who listen of new notes: workers of one machine always, several machines where there is Redis. */
export type WrittenNotes = {
  announce: (authorId: string, note: Note) => void;
  listen: (authorId: string) => BoundedQueue<Note>;
  stop: () => void;
};

export async function watchWrittenNotes(bus: Bus): Promise<WrittenNotes> {
  const listeners = new Map<string, Set<BoundedQueue<Note>>>();
  await bus.subscribe(channel, (message) => {
    const { authorId, note }: { authorId: string; note: Note } = JSON.parse(message);
    for (const queue of listeners.get(authorId) ?? []) queue.push(note);
  });
  return {
    announce: (authorId, note) => void bus.publish(channel, JSON.stringify({ authorId, note })),
    listen(authorId) {
      const queue = createBoundedQueue<Note>(queueLength);
      const queues = listeners.get(authorId) ?? new Set();
      listeners.set(authorId, queues.add(queue));
      return {
        ...queue,
        close() {
          queues.delete(queue);
          if (queues.size === 0) listeners.delete(authorId);
          queue.close();
        },
      };
    },
    stop() {
      for (const queues of listeners.values()) for (const queue of queues) queue.close();
    },
  };
}
