import type { Bus } from "../../bus/bus.ts";
import type { Database } from "../../database/database.ts";
import { type BoundedQueue, createBoundedQueue } from "../../lib/bounded-queue.ts";
import { repeat } from "../../lib/repeat.ts";
import type { ReceivedNotifications } from "../context.ts";
import { oldestIdAt } from "./notification-id.ts";
import { readReceived } from "./read-received.ts";

const channel = "notifications-received";
/** For nodes that no message reaches. */
const pollIntervalMs = 500;
/** A node announces all recipients within this time in one message. */
const announcementDelayMs = 50;
/** A transaction may commit this long after its id was made. */
const overlapMs = 10_000;
/** The most notifications that wait for a slow listener. */
const queueLength = 200;

export type ReceivedNotificationsOptions = {
  db: Database;
  clock: () => Date;
  bus: Bus;
  onError: (error: unknown) => void;
};

type Listener = {
  queues: Set<BoundedQueue<string>>;
  /** Ids within the overlap that were delivered, or existed before the person listened. */
  knownIds: Set<string>;
};

/**
 * Polls the notifications of all people who listen at this node, in one statement: twice a second, and of those whom a node
 * announces at once. The database is authoritative; a lost announcement costs half a second.
 */
export async function watchReceivedNotifications({
  db,
  clock,
  bus,
  onError,
}: ReceivedNotificationsOptions): Promise<ReceivedNotifications> {
  /** By the id of the recipient. */
  const listeners = new Map<string, Listener>();
  const announced = new Set<string>();

  async function poll(userIds: readonly string[]): Promise<void> {
    if (userIds.length === 0) return;
    const since = sinceOverlap();
    const received = await readReceived(db, userIds, { since, now: clock() });
    for (const { recipientId, id } of received) {
      const listener = listeners.get(recipientId);
      if (!listener || listener.knownIds.has(id)) continue;
      listener.knownIds.add(id);
      for (const queue of listener.queues) queue.push(id);
    }
    for (const userId of userIds) {
      const known = listeners.get(userId)?.knownIds ?? new Set();
      for (const id of known) if (id < since) known.delete(id);
    }
  }

  function sinceOverlap(): string {
    return oldestIdAt(new Date(clock().getTime() - overlapMs));
  }

  const polling = repeat(pollIntervalMs, async () => await poll([...listeners.keys()]), onError);
  await bus.subscribe(channel, (message) => {
    const userIds = message.split(",").filter((id) => listeners.has(id));
    poll(userIds).catch(onError);
  });

  return {
    announce(recipientIds) {
      if (recipientIds.length === 0) return;
      if (announced.size === 0) {
        setTimeout(() => {
          const message = [...announced].join(",");
          announced.clear();
          void bus.publish(channel, message);
        }, announcementDelayMs).unref();
      }
      for (const id of recipientIds) announced.add(id);
    },
    async listen(userId) {
      const queue = createBoundedQueue<string>(queueLength);
      const before = await readReceived(db, [userId], { since: sinceOverlap(), now: clock() });
      const listener = listeners.get(userId) ?? {
        queues: new Set(),
        knownIds: new Set(before.map(({ id }) => id)),
      };
      listeners.set(userId, listener);
      listener.queues.add(queue);
      return {
        ...queue,
        close: () => {
          listener.queues.delete(queue);
          if (listener.queues.size === 0) listeners.delete(userId);
          queue.close();
        },
      };
    },
    stop() {
      polling.stop();
      for (const { queues } of listeners.values()) for (const queue of queues) queue.close();
    },
  };
}
