import type { Snapshot } from "./cache-epoch.ts";
import { likePlaceholder, type LikePlaceholder } from "./response-template.ts";

/** What else an answer depends on, besides the rows and the time. */
export type CacheScope =
  /** On the one who asks: it is told to nobody else. */
  | "PRIVATE"
  /** On whether a guest asks or a member. */
  | "SHARED"
  /** The same, but for what the one who asks likes. */
  | "SHARED_EXCEPT_LIKES";

/** What the execution of a query says about its answer. */
export class CachePolicy {
  /** @param stamp of before the execution. */
  constructor(public stamp: Snapshot) {}

  scope: CacheScope = "PRIVATE";
  /** Whether the likes of whoever asks are left open now, to be filled in for each. */
  usesLikePlaceholders = false;
  /** When the first of the activities within ends, in ISO 8601. */
  endsAt: string | undefined;

  /** Says that something in the answer was read by another query. */
  isAsOf(stamp: Snapshot): void {
    if (stamp.began < this.stamp.began) this.stamp = stamp;
  }

  /** Says that the answer has an activity that ends then. */
  includes(expiresAt: string): void {
    if (this.endsAt === undefined || expiresAt < this.endsAt) this.endsAt = expiresAt;
  }

  /** What stands for `viewerHasLiked`, where it is left open. */
  likePlaceholderOf(activityId: string): LikePlaceholder | undefined {
    return this.usesLikePlaceholders ? likePlaceholder(activityId) : undefined;
  }
}
