import type { Bus } from "../../bus/bus.ts";
import { repeat } from "../../lib/repeat.ts";
import type { Database } from "../../database/database.ts";
import { type BoundedQueue, createBoundedQueue } from "../../lib/bounded-queue.ts";
import type { Activity } from "../model/activity.type.ts";
import { readHomeFeed } from "../read/read-page.ts";

/** The new posts of all nodes, as they come. */
export type PostedActivities = {
  /** Tells all nodes that there is a post. */
  announce: () => Promise<void>;
  /** The posts from now on, for all audiences: who listens looks at each. */
  listen: () => Promise<BoundedQueue<Activity>>;
  stop: () => void;
};

const channel = "activity-posted";
/** Nodes that no message reaches look for themselves. */
const lookEveryMs = 500;
/** What comes at once is looked for together. */
const pauseMs = 50;
/** A transaction may commit so long after its id was made. */
const overlapMs = 10_000;
/** The most that is found at one look; whoever is told of so much reads the feed anew. */
const mostAtOnce = 100;
/** What a reader may be behind. */
const queueLength = 200;

export type PostedActivitiesOptions = {
  db: Database;
  clock: () => Date;
  bus: Bus;
  /** Told before the listeners are. */
  onNewActivities: () => void;
  onError: (error: unknown) => void;
};

/**
 * Looks at the top of the home feed while anybody listens: twice a second, and when a node says that there is news. The
 * database is what counts, and a lost message costs half a second.
 */
export async function watchPostedActivities({
  db,
  clock,
  bus,
  onNewActivities,
  onError,
}: PostedActivitiesOptions): Promise<PostedActivities> {
  const queues = new Set<BoundedQueue<Activity>>();
  /** The posts of the overlap that were told, or were there before anybody listened. */
  let known = new Set<string>();
  let announced = false;

  async function look(): Promise<void> {
    if (queues.size === 0) {
      known.clear();
      return;
    }
    const newest = await readNewest();
    const news = newest.filter(({ id }) => !known.has(id)).toReversed();
    known = new Set(newest.map(({ id }) => id));
    if (news.length > 0) onNewActivities();
    for (const activity of news) for (const queue of queues) queue.push(activity);
  }

  async function readNewest(): Promise<Activity[]> {
    const now = clock();
    const since = new Date(now.getTime() - overlapMs).toISOString();
    const page = { first: mostAtOnce, after: undefined };
    const newest = await readHomeFeed(db, { kind: "member", now }, page);
    return newest.filter(({ createdAt }) => createdAt > since);
  }

  const looking = repeat(lookEveryMs, look, onError);
  await bus.subscribe(channel, () => {
    if (announced || queues.size === 0) return;
    announced = true;
    setTimeout(() => {
      announced = false;
      void looking.runNow();
    }, pauseMs).unref();
  });

  return {
    announce: async () => await bus.publish(channel, ""),
    async listen() {
      const queue = createBoundedQueue<Activity>(queueLength);
      if (queues.size === 0) known = new Set((await readNewest()).map(({ id }) => id));
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
      looking.stop();
      for (const queue of queues) queue.close();
    },
  };
}
