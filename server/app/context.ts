import type { AuthContext, AuthServices } from "../auth/context.ts";
import type { FeedContext, FeedServices } from "../feed/context.ts";
import type { SessionCache } from "../sessions/session-cache.ts";
import type { ResponseCache } from "../response-cache/response-cache.ts";
import type { UsersContext, UsersServices } from "../users/context.ts";

/** The parts that the features and the request handler use, opened by `open-services.ts`. */
export type Services = AuthServices &
  FeedServices &
  UsersServices & { responseCache: ResponseCache; sessionCache: SessionCache };

/** The context that resolvers get: what every request has, joined with each feature's part. */
export type Context = AuthContext & FeedContext & UsersContext;
