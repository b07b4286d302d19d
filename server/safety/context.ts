import type { Database, Read } from "../database/database.ts";
import type { RequestContext } from "../graphql/context.ts";
import type { NewId } from "../lib/new-id.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";
import type { HiddenPeopleCache } from "./hidden-people-cache.ts";

/** The parts of the application that blocks and mutes use. */
export type SafetyServices = {
  db: Database;
  /** For reads that a replica may serve. */
  read: Read;
  clock: () => Date;
  newId: NewId;
  rateLimiter: RateLimiter;
  /** The key of the MACs in cursors. */
  cursorKey: Buffer;
  hiddenPeopleCache: HiddenPeopleCache;
};

export type SafetyContext = RequestContext & SafetyServices;
