import type { Stamp } from "./cache-epoch.ts";
import { openLike, type OpenLike } from "./response-template.ts";

/** What else an answer depends on, besides the rows and the time. */
export type Scope =
  /** On the one who asks: it is told to nobody else. */
  | "VIEWER"
  /** On whether a guest asks or a member. */
  | "AUDIENCE"
  /** The same, but for what the one who asks likes. */
  | "AUDIENCE_AND_LIKES";

/** What the execution of a query says about its answer. */
export class Sharing {
  /** @param stamp of before the execution. */
  constructor(public stamp: Stamp) {}

  scope: Scope = "VIEWER";
  /** Whether the likes of whoever asks are left open now, to be filled in for each. */
  leavesLikesOpen = false;
  /** When the first of the activities within ends, in ISO 8601. */
  endsAt: string | undefined;

  /** Says that something in the answer was read by another query. */
  isAsOf(stamp: Stamp): void {
    if (stamp.began < this.stamp.began) this.stamp = stamp;
  }

  /** Says that the answer has an activity that ends then. */
  includes(expiresAt: string): void {
    if (this.endsAt === undefined || expiresAt < this.endsAt) this.endsAt = expiresAt;
  }

  /** What stands for `viewerHasLiked`, where it is left open. */
  openLikeOf(activityId: string): OpenLike | undefined {
    return this.leavesLikesOpen ? openLike(activityId) : undefined;
  }
}
