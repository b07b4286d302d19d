import type { Database, Read } from "../database/database.ts";
import type { RequestContext } from "../graphql/context.ts";
import type { NewId } from "../lib/new-id.ts";
import type { PageCache } from "../response-cache/page-cache.ts";
import type { PostedActivities } from "./live/posted-activities.ts";
import type { Activity } from "./model/activity.type.ts";

/** The parts of the application that reading and writing activities uses. */
export type FeedServices = {
  db: Database;
  /** For reads that a replica may serve. */
  read: Read;
  clock: () => Date;
  newId: NewId;
  /** Encrypts the cursors of pages. */
  cursorKey: Buffer;
  postedActivities: PostedActivities;
  /** Cached pages of the home feed. */
  pageCache: PageCache<Activity>;
};

export type FeedContext = RequestContext & FeedServices;
