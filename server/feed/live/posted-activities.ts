import type { Bus } from "../../bus/bus.ts";
import type { Database } from "../../database/database.ts";
import { type BoundedQueue, createBoundedQueue } from "../../lib/bounded-queue.ts";
import { repeat } from "../../lib/repeat.ts";
import type { PostedActivities } from "../context.ts";
import type { Activity } from "../model/activity.type.ts";
import { readHomePage } from "../read/read-page.ts";

const channel = "activity-posted";
/** For nodes that no message reaches. */
const pollIntervalMs = 500;
/** Announcements within this time are answered by one poll. */
const announcementDelayMs = 50;
/** A transaction may commit this long after its id was made. */
const overlapMs = 10_000;
/** The most posts that a poll finds; a listener who needs more of them reads the feed again. */
const pollSize = 100;
/** The most posts that wait for a slow listener. */
const queueLength = 200;

export type PostedActivitiesOptions = {
  db: Database;
  clock: () => Date;
  bus: Bus;
  /** Called before the listeners get new posts. */
  onNewActivities: () => void;
  onError: (error: unknown) => void;
};

/**
 * Polls the top of the home feed while anyone listens: twice a second, and when a node announces a post. The database is
 * authoritative; a lost announcement costs half a second.
 */
export async function watchPostedActivities({
  db,
  clock,
  bus,
  onNewActivities,
  onError,
}: PostedActivitiesOptions): Promise<PostedActivities> {
  const queues = new Set<BoundedQueue<Activity>>();
  /** Ids within the overlap that were delivered, or existed before anyone listened. */
  let knownIds = new Set<string>();
  let isAnnounced = false;

  async function poll(): Promise<void> {
    if (queues.size === 0) {
      knownIds.clear();
      return;
    }
    const recent = await readRecent();
    const newActivities = recent.filter(({ id }) => !knownIds.has(id)).toReversed();
    knownIds = new Set(recent.map(({ id }) => id));
    if (newActivities.length > 0) onNewActivities();
    for (const activity of newActivities) for (const queue of queues) queue.push(activity);
  }

  async function readRecent(): Promise<Activity[]> {
    const now = clock();
    const since = new Date(now.getTime() - overlapMs).toISOString();
    const page = { first: pollSize, after: undefined };
    const newest = await readHomePage(db, { kind: "member", now }, page);
    return newest.filter(({ createdAt }) => createdAt > since);
  }

  const polling = repeat(pollIntervalMs, poll, onError);
  await bus.subscribe(channel, () => {
    if (isAnnounced || queues.size === 0) return;
    isAnnounced = true;
    setTimeout(() => {
      isAnnounced = false;
      void polling.runNow();
    }, announcementDelayMs).unref();
  });

  return {
    announce: async () => await bus.publish(channel, ""),
    async listen() {
      const queue = createBoundedQueue<Activity>(queueLength);
      if (queues.size === 0) knownIds = new Set((await readRecent()).map(({ id }) => id));
      queues.add(queue);
      return {
        ...queue,
        close: () => {
          queues.delete(queue);
          queue.close();
        },
      };
    },
    stop() {
      polling.stop();
      for (const queue of queues) queue.close();
    },
  };
}
