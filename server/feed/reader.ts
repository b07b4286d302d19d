import { eq, gt, type SQL, sql } from "drizzle-orm";
import { type Context, memberOrGuest } from "../graphql/context.ts";
import { activities } from "./activities-table.ts";
import type { Audience } from "./activity.type.ts";

/** Who reads, and when: what decides which activities are there. */
export type Reader = {
  /** A guest gets PUBLIC activities alone. */
  kind: "guest" | "member";
  /** Activities that end at this time or before are gone. */
  now: Date;
};

/** @throws GraphQLError where a token came that is no good: a bad token is never a guest */
export function readerOf(context: Context): Reader {
  return { kind: memberOrGuest(context) ? "member" : "guest", now: context.clock() };
}

/** The condition of a query for what a reader may see; the query is run with `{ now: toNow(reader) }`. */
export function isVisibleTo(kind: Reader["kind"]): (SQL | undefined)[] {
  return [
    gt(activities.expiresAt, sql.placeholder("now")),
    kind === "guest" ? eq(activities.audience, "PUBLIC") : undefined,
  ];
}

/** The same of a row at hand. */
export function maySee({ kind, now }: Reader, activity: { audience: Audience; expiresAt: Date }): boolean {
  return activity.expiresAt > now && (kind === "member" || activity.audience === "PUBLIC");
}
