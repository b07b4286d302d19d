import { requireVerified } from "../../graphql/context.ts";
import { holds } from "../../graphql/guards/held-scopes.ts";
import { hiddenAmong, type HiddenPeople, nobodyHidden, type Place } from "../../graphql/hidden-people.ts";
import type { Identity } from "../../graphql/identity.ts";
import type { Audience } from "./activity.type.ts";

/** Who reads, and when: together they decide which activities are visible. */
export type FeedViewer = {
  /** A guest gets PUBLIC activities alone, as does whoever lacks the scope `feed/read.members`. */
  kind: "guest" | "member";
  /** Activities that expire at this time or before are invisible. */
  now: Date;
  hiddenPeople: HiddenPeople;
};

/** @throws GraphQLError for a bad token: it never makes the viewer a guest */
export function feedViewerOf(context: {
  identity: Identity;
  hiddenPeople: HiddenPeople;
  clock: () => Date;
}): FeedViewer {
  const readsForMembers = holds(requireVerified(context), "feed/read.members");
  return {
    kind: readsForMembers ? "member" : "guest",
    now: context.clock(),
    hiddenPeople: context.hiddenPeople,
  };
}

/**
 * Whether a viewer may read an activity, as far as its audience and expiry decide. `withoutHidden` must follow where its
 * author may be hidden.
 *
 * @param activity.expiresAt a date, or text in ISO 8601.
 */
export function canRead(
  { kind, now }: Pick<FeedViewer, "kind" | "now">,
  { audience, expiresAt }: { audience: Audience; expiresAt: Date | string },
): boolean {
  return new Date(expiresAt) > now && (kind === "member" || audience === "PUBLIC");
}

/** Those of some activities whose authors are not hidden from the viewer in a place. */
export async function withoutHidden<A extends { author: { id: string } }>(
  { hiddenPeople }: Pick<FeedViewer, "hiddenPeople">,
  activities: readonly A[],
  place: Place,
): Promise<readonly A[]> {
  if (hiddenPeople.version === undefined) return activities;
  const authorIds = activities.map(({ author }) => author.id);
  const hidden = await hiddenAmong(hiddenPeople, authorIds, place);
  return activities.some(({ author }) => hidden.has(author.id))
    ? activities.filter(({ author }) => !hidden.has(author.id))
    : activities;
}

/** Reads what every member may read: where a block decides, the statement that changes something checks it. */
export function anyMember(now: Date): FeedViewer {
  return { kind: "member", now, hiddenPeople: nobodyHidden };
}
