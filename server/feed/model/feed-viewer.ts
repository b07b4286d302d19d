import { requireVerified } from "../../graphql/context.ts";
import { holds } from "../../graphql/guards/held-scopes.ts";
import type { Identity } from "../../graphql/identity.ts";
import type { Audience } from "./activity.type.ts";

/** Who reads, and when: together they decide which activities are visible. */
export type FeedViewer = {
  /** A guest gets PUBLIC activities alone, as does whoever lacks the scope `feed/read.members`. */
  kind: "guest" | "member";
  /** Activities that expire at this time or before are invisible. */
  now: Date;
};

/** @throws GraphQLError for a bad token: it never makes the viewer a guest */
export function feedViewerOf(context: { identity: Identity; clock: () => Date }): FeedViewer {
  const readsForMembers = holds(requireVerified(context), "feed/read.members");
  return { kind: readsForMembers ? "member" : "guest", now: context.clock() };
}

/**
 * Whether a viewer may read an activity.
 *
 * @param activity.expiresAt a date, or text in ISO 8601.
 */
export function canRead(
  { kind, now }: FeedViewer,
  { audience, expiresAt }: { audience: Audience; expiresAt: Date | string },
): boolean {
  return new Date(expiresAt) > now && (kind === "member" || audience === "PUBLIC");
}
