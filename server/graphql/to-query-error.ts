import { isInconclusive, isRefusal, PoolCallsExceededError } from "../user-pool/user-pool-error.ts";
import { authUnavailable, tooManyRequests, unauthenticated } from "./errors.ts";

/** The error of a query for what the user pool refuses to tell: a GraphQLError, or the error itself. */
export function toQueryError(error: unknown): unknown {
  if (error instanceof PoolCallsExceededError) return tooManyRequests(error.retryAfterSeconds);
  if (isRefusal(error)) return unauthenticated("TOKEN_INVALID");
  return isInconclusive(error) ? authUnavailable(error) : error;
}
