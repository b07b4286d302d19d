import type { Database, Read } from "../database/database.ts";
import type { RequestContext } from "../graphql/context.ts";
import type { NewId } from "../lib/new-id.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";

/** The parts of the application that reports use. */
export type ModerationContext = RequestContext & {
  db: Database;
  /** For reads that a replica may serve. */
  read: Read;
  clock: () => Date;
  newId: NewId;
  rateLimiter: RateLimiter;
  /** The key of the MACs in cursors. */
  cursorKey: Buffer;
};
