import { memberOrGuest } from "../../graphql/context.ts";
import type { FeedContext } from "../context.ts";
import type { Audience } from "./activity.type.ts";

/** Who reads, and when: what decides which activities are there. */
export type FeedViewer = {
  /** A guest gets PUBLIC activities alone. */
  kind: "guest" | "member";
  /** Activities that end at this time or before are gone. */
  now: Date;
};

/** @throws GraphQLError where a token came that is no good: a bad token is never a guest */
export function feedViewerOf(context: FeedContext): FeedViewer {
  return { kind: memberOrGuest(context) ? "member" : "guest", now: context.clock() };
}

/**
 * Whether an activity is there for a reader.
 *
 * @param activity.expiresAt as a date, or in ISO 8601.
 */
export function canRead(
  { kind, now }: FeedViewer,
  { audience, expiresAt }: { audience: Audience; expiresAt: Date | string },
): boolean {
  return new Date(expiresAt) > now && (kind === "member" || audience === "PUBLIC");
}
