import type { ActivityFieldsFragment, ActivityLifetime, Audience } from "../../../generated/types.ts";
import { serverNow } from "../../api/server-time.ts";

const HOUR_MS = 60 * 60 * 1000;

/** In milliseconds. */
export const lifetimeMs: Record<ActivityLifetime, number> = {
  ONE_HOUR: HOUR_MS,
  THREE_HOURS: 3 * HOUR_MS,
  TWELVE_HOURS: 12 * HOUR_MS,
  ONE_DAY: 24 * HOUR_MS,
  THREE_DAYS: 3 * 24 * HOUR_MS,
  SEVEN_DAYS: 7 * 24 * HOUR_MS,
  THIRTY_DAYS: 30 * 24 * HOUR_MS,
};

let count = 0;

/** The activity that is shown while it is being sent, with a temporary id. */
export function createOptimisticActivity(
  { id, handle, name, bio }: ActivityFieldsFragment["author"],
  message: string,
  { audience, expiresAt }: { audience: Audience; expiresAt: string },
): ActivityFieldsFragment {
  count++;
  return {
    id: `outgoing-${count}`,
    message: message.trim(),
    createdAt: new Date(serverNow()).toISOString(),
    expiresAt,
    audience,
    likesCount: 0,
    repliesCount: 0,
    viewerHasLiked: false,
    author: { id, handle, name, bio },
  };
}

/** When a post that is created now will expire, as ISO 8601. */
export function expiresAtAfter(lifetime: ActivityLifetime): string {
  return new Date(serverNow() + lifetimeMs[lifetime]).toISOString();
}
