import type { Database, Read } from "../database/database.ts";
import type { RequestContext } from "../graphql/context.ts";
import type { BoundedQueue } from "../lib/bounded-queue.ts";
import type { NewId } from "../lib/new-id.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";
import type { PageCache } from "../response-cache/page-cache.ts";
import type { HiddenPeopleCache } from "../safety/hidden-people-cache.ts";
import type { Activity } from "./model/activity.type.ts";

/** New posts of all nodes, as they are written: see `live/posted-activities.ts`. */
export type PostedActivities = {
  /** Tells all nodes that there is a new post. */
  announce: () => Promise<void>;
  /** The posts from now on, of all audiences: each listener filters them for its viewer. */
  listen: () => Promise<BoundedQueue<Activity>>;
  stop: () => void;
};

/** Notifications of all nodes, as they are written: see `notifications/received-notifications.ts`. */
export type ReceivedNotifications = {
  /** Tells all nodes that these people have new notifications. */
  announce: (recipientIds: readonly string[]) => void;
  /** The ids of a person's notifications from now on, whether or not they may see them. */
  listen: (userId: string) => Promise<BoundedQueue<string>>;
  stop: () => void;
};

/** The parts of the application that reading and writing activities uses. */
export type FeedServices = {
  db: Database;
  /** For reads that a replica may serve. */
  read: Read;
  clock: () => Date;
  rateLimiter: RateLimiter;
  newId: NewId;
  /** The key of the MACs in cursors. */
  cursorKey: Buffer;
  postedActivities: PostedActivities;
  /** Who is hidden from whom, for streams: a request has those of its start. */
  hiddenPeopleCache: HiddenPeopleCache;
  receivedNotifications: ReceivedNotifications;
  /** Cached pages of the home feed. */
  pageCache: PageCache<Activity>;
};

export type FeedContext = RequestContext & FeedServices;
