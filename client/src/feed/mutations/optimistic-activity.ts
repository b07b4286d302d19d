import type {
  ActivityFieldsFragment,
  ActivityLifetime,
  Audience,
  ViewerFieldsFragment,
} from "../../../generated/types.ts";
import { serverNow } from "../../api/server-time.ts";

const HOUR = 60 * 60 * 1000;

/** How long each lifetime is, in milliseconds. */
export const lifetimeMs: Record<ActivityLifetime, number> = {
  ONE_HOUR: HOUR,
  THREE_HOURS: 3 * HOUR,
  TWELVE_HOURS: 12 * HOUR,
  ONE_DAY: 24 * HOUR,
  THREE_DAYS: 3 * 24 * HOUR,
  SEVEN_DAYS: 7 * 24 * HOUR,
  THIRTY_DAYS: 30 * 24 * HOUR,
};

let count = 0;

/** What stands in the list until the API has answered: as it will be, as far as this side can tell. */
export function unsentActivity(
  { id, handle, name, bio }: ViewerFieldsFragment,
  message: string,
  { audience, expiresAt }: { audience: Audience; expiresAt: string },
): ActivityFieldsFragment {
  count++;
  return {
    id: `unsent-${count}`,
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

/** When what is posted now will expire, as ISO 8601. */
export function expiryOf(lifetime: ActivityLifetime): string {
  return new Date(serverNow() + lifetimeMs[lifetime]).toISOString();
}
