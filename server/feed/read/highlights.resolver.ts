import { Args, ArgsType, Ctx, Field, Int, Query, Resolver } from "type-graphql";
import type { Database } from "../../database/database.ts";
import { badUserInput } from "../../graphql/errors.ts";
import { Scopes } from "../../graphql/guards/scopes.ts";
import { User } from "../../users/user.type.ts";
import type { FeedContext } from "../context.ts";
import { Activity } from "../model/activity.type.ts";
import { type FeedViewer, feedViewerOf, withoutHidden } from "../model/feed-viewer.ts";
import { readEndingSoon, readMostReplied, readNewestOfAuthors } from "./highlights.ts";

const maximumFirst = 20;

@ArgsType()
class HighlightArguments {
  @Field(() => Int, { defaultValue: 5, description: "At most how many, 1–20." })
  first!: number;
}

/** Short lists beside the feed: neither is a scan, and none has pages. */
@Resolver()
export class HighlightsResolver {
  @Scopes("feed/read")
  @Query(() => [Activity], {
    description: "The posts that expire next, the first one first. Audience as in `homeFeed`.",
  })
  async endingSoon(
    @Args(() => HighlightArguments) { first }: HighlightArguments,
    @Ctx() context: FeedContext,
  ): Promise<readonly Activity[]> {
    return await readHighlights(context, "ending soon", first, readEndingSoon);
  }

  @Scopes("feed/read")
  @Query(() => [Activity], {
    description:
      "The posts with the most direct replies, among the newest 200 that the viewer may read; none without a reply.",
  })
  async mostReplied(
    @Args(() => HighlightArguments) { first }: HighlightArguments,
    @Ctx() context: FeedContext,
  ): Promise<readonly Activity[]> {
    return await readHighlights(context, "most replied", first, readMostReplied);
  }

  @Scopes("feed/read")
  @Query(() => [User], {
    description: "The authors of the newest 200 posts that the viewer may read, whoever posted last first.",
  })
  async recentAuthors(
    @Args(() => HighlightArguments) { first }: HighlightArguments,
    @Ctx() context: FeedContext,
  ): Promise<User[]> {
    const posts = await readHighlights(context, "newest of authors", first, readNewestOfAuthors);
    return posts.map(({ author }) => author);
  }
}

/** A list from the page cache, which has it once for all viewers of a kind; hidden people are left out of it here. */
async function readHighlights(
  context: FeedContext,
  list: string,
  first: number,
  read: (db: Database, viewer: FeedViewer) => Promise<Activity[]>,
): Promise<readonly Activity[]> {
  if (first < 1 || first > maximumFirst) throw badUserInput(`\`first\` must be from 1 to ${maximumFirst}.`);
  const viewer = feedViewerOf(context);
  const readRows = async () => await context.read(async (db) => await read(db, viewer));
  const rows = await context.pageCache.read(`${viewer.kind} ${list}`, readRows, context.cachePolicy);
  const shown = (await withoutHidden(viewer, rows, "LIST")).slice(0, first);
  for (const { expiresAt } of shown) context.cachePolicy?.includeExpiry(expiresAt);
  return shown;
}
