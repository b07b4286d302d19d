import { Arg, Ctx, Int, Query, Resolver } from "type-graphql";
import { type Context, memberOrGuest } from "../graphql/context.ts";
import { badUserInput } from "../graphql/errors.ts";
import { ActivityConnection, type ActivityWithAuthor, toActivity } from "./activity.type.ts";
import { type CursorKind, decodeCursor, encodeCursor } from "./cursor.ts";
import { readHomeFeed } from "./home-feed.ts";

const maximumPageSize = 100;

@Resolver()
export class HomeFeedResolver {
  @Query(() => ActivityConnection, {
    description:
      "The newest posts that have not expired. A guest reads PUBLIC ones; whoever is signed in reads MEMBERS too. A bad access token is an error, never a guest.",
  })
  async homeFeed(
    @Arg("first", () => Int, { defaultValue: 20, description: "How many, 1–100." }) first: number,
    @Arg("after", () => String, { nullable: true, description: "`endCursor` of the page before." })
    after: string | null | undefined,
    @Ctx() context: Context,
  ): Promise<ActivityConnection> {
    const reader = memberOrGuest(context) ? "member" : "guest";
    const page = { first: checkPageSize(first), after: checkCursor("home", after) };
    return toConnection(
      "home",
      page.first,
      await readHomeFeed(context.db, { reader, now: context.clock(), ...page }),
    );
  }
}

function checkPageSize(first: number): number {
  if (first >= 1 && first <= maximumPageSize) return first;
  throw badUserInput(`\`first\` must be from 1 to ${maximumPageSize}.`);
}

function checkCursor(kind: CursorKind, cursor: string | null | undefined): string | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const id = decodeCursor(kind, cursor);
  if (id !== undefined) return id;
  throw badUserInput("`after` must be a cursor of this list.");
}

/** @param rows one more than asked for, where there is more. */
function toConnection(kind: CursorKind, first: number, rows: ActivityWithAuthor[]): ActivityConnection {
  const edges = rows
    .slice(0, first)
    .map((row) => ({ cursor: encodeCursor(kind, row.id), node: toActivity(row) }));
  return { edges, pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
}
