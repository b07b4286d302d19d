import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { memberOrGuest } from "../../graphql/context.ts";
import type { FeedContext } from "../context.ts";
import type { LikePlaceholder } from "../../response-cache/response-template.ts";
import { ActivityConnection } from "../model/activity-connection.type.ts";
import { loadersOf } from "./activity-loaders.ts";
import { Activity, toActivity } from "../model/activity.type.ts";
import { parseActivityId } from "../model/activity-id.ts";
import { findActivity } from "./find-activity.ts";
import { answerPage, PageArguments } from "./page-arguments.ts";
import { readHomeFeed } from "./read-page.ts";
import { feedViewerOf } from "../model/feed-viewer.ts";

@Resolver(() => Activity)
export class ActivityResolver {
  @Query(() => ActivityConnection, {
    description:
      "The newest posts that have not expired. A guest reads PUBLIC ones; whoever is signed in reads MEMBERS too. A bad access token is an error, never a guest.",
  })
  async homeFeed(
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: FeedContext,
  ): Promise<ActivityConnection> {
    const reader = feedViewerOf(context);
    return await answerPage(context, "home", page, async (each) => {
      const rows = await context.pageCache.read(
        `${reader.kind} ${each.first} ${each.after}`,
        async () => await context.read(async (db) => await readHomeFeed(db, reader, each)),
        context.cachePolicy,
      );
      for (const { expiresAt } of rows) context.cachePolicy?.includes(expiresAt);
      return rows;
    });
  }

  @Query(() => Activity, {
    nullable: true,
    description:
      "A post or a reply. Null where it has expired, was deleted, never was, or is not for whoever asks.",
  })
  async activity(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: FeedContext,
  ): Promise<Activity | null> {
    const reader = feedViewerOf(context);
    const known = parseActivityId(id);
    const found = known && (await context.read(async (db) => await findActivity(db, known, reader)));
    return found ? toActivity(found) : null;
  }

  @FieldResolver(() => Boolean, { description: "Whether whoever asks likes it; false for a guest." })
  async viewerHasLiked(
    @Root() { id, likesCount }: Activity,
    @Ctx() context: FeedContext,
  ): Promise<boolean | LikePlaceholder> {
    const member = memberOrGuest(context);
    if (member === undefined || likesCount === 0) return false;
    return (
      context.cachePolicy?.likePlaceholderOf(id) ?? (await loadersOf(context).liked(member.userId).load(id))
    );
  }

  @FieldResolver(() => Activity, { nullable: true, description: "What it replies to; null for a post." })
  async replyTo(@Root() { replyToId }: Activity, @Ctx() context: FeedContext): Promise<Activity | null> {
    return replyToId === null ? null : ((await loadersOf(context).activity.load(replyToId)) ?? null);
  }

  @FieldResolver(() => ActivityConnection, { description: "The replies to it, newest first." })
  async replies(
    @Root() { id }: Activity,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: FeedContext,
  ): Promise<ActivityConnection> {
    return await answerPage(
      context,
      `replies ${id}`,
      page,
      async (each) => await loadersOf(context).replies.load({ activityId: id, ...each }),
    );
  }
}
