import type { Snapshot } from "./cache-epoch.ts";
import { likePlaceholder, type LikePlaceholder, type RowKey } from "./response-template.ts";

/** What a response depends on, besides the rows and the time. */
export type CacheScope =
  /** The viewer: it is never cached. */
  | "PRIVATE"
  /** Whether the viewer is a guest, a member or a machine, and the scopes of their token. */
  | "SHARED"
  /** The same, and which activities the viewer likes. */
  | "SHARED_EXCEPT_LIKES";

/** Whether and how long the response of one execution may be cached. Resolvers narrow it. */
export class CachePolicy {
  /** @param snapshot taken before the execution. */
  constructor(public snapshot: Snapshot) {}

  scope: CacheScope = "PRIVATE";
  /** Whether placeholders stand for the viewer's likes now. */
  usesLikePlaceholders = false;
  /** When the first activity in the response expires, in ISO 8601. */
  expiresAt: string | undefined;

  /** Must be called for data that another execution has read. */
  includeSnapshot(snapshot: Snapshot): void {
    if (snapshot.takenAt < this.snapshot.takenAt) this.snapshot = snapshot;
  }

  /** Must be called for each activity in the response. */
  includeExpiry(expiresAt: string): void {
    if (this.expiresAt === undefined || expiresAt < this.expiresAt) this.expiresAt = expiresAt;
  }

  /** The placeholder for `viewerHasLiked`; undefined where the real value is needed. */
  likePlaceholderOf(activity: RowKey): LikePlaceholder | undefined {
    return this.usesLikePlaceholders ? likePlaceholder(activity) : undefined;
  }
}
