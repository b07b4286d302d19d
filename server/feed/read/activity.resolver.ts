import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { findMemberOf } from "../../graphql/context.ts";
import { Scopes } from "../../graphql/guards/scopes.ts";
import { PageArguments, parsePage } from "../../graphql/paging/page-arguments.ts";
import type { LikePlaceholder } from "../../response-cache/response-template.ts";
import type { FeedContext } from "../context.ts";
import { ActivityConnection, toConnection } from "../model/activity-connection.type.ts";
import { parseActivityId } from "../model/activity-id.ts";
import { Activity, toActivity } from "../model/activity.type.ts";
import { feedViewerOf } from "../model/feed-viewer.ts";
import { ReplyOrder } from "../model/reply-order.type.ts";
import { loadersOf } from "./activity-loaders.ts";
import { findActivity } from "./find-activity.ts";
import { readHomeFeed } from "./read-home-feed.ts";

@Resolver(() => Activity)
export class ActivityResolver {
  @Scopes("feed/read")
  @Query(() => ActivityConnection, {
    description:
      "The posts that have not expired, newest first. Guests get PUBLIC ones; signed-in users get MEMBERS too. An invalid access token is an error and never makes the viewer a guest.",
  })
  async homeFeed(
    @Args(() => PageArguments) pageArguments: PageArguments,
    @Ctx() context: FeedContext,
  ): Promise<ActivityConnection> {
    const page = parsePage(context, "home", pageArguments);
    const rows = await readHomeFeed(context, feedViewerOf(context), page);
    for (const { expiresAt } of rows) context.cachePolicy?.includeExpiry(expiresAt);
    return toConnection(context, "home", page, rows);
  }

  @Scopes("feed/read")
  @Query(() => Activity, {
    nullable: true,
    description:
      "A post or a reply. Null if it has expired, was deleted, never existed, or is not for this viewer.",
  })
  async activity(
    @Arg("id", () => ID, { description: "Its id." }) id: string,
    @Ctx() context: FeedContext,
  ): Promise<Activity | null> {
    const viewer = feedViewerOf(context);
    const activityId = parseActivityId(id);
    if (activityId === undefined) return null;
    const found = await context.read(async (db) => await findActivity(db, activityId, viewer));
    return found ? toActivity(found) : null;
  }

  @FieldResolver(() => Boolean, { description: "Whether the viewer likes it; false for a guest." })
  async viewerHasLiked(
    @Root() { bucket, id, likesCount, viewerLikes }: Activity,
    @Ctx() context: FeedContext,
  ): Promise<boolean | LikePlaceholder> {
    const member = findMemberOf(context);
    if (member === undefined || likesCount === 0) return false;
    if (viewerLikes !== undefined) return viewerLikes;
    const key = { bucket, id };
    return (
      context.cachePolicy?.likePlaceholderOf(key) ?? (await loadersOf(context).liked(member.userId).load(key))
    );
  }

  @FieldResolver(() => Activity, { nullable: true, description: "What it replies to; null for a post." })
  async replyTo(
    @Root() { bucket, replyToId }: Activity,
    @Ctx() context: FeedContext,
  ): Promise<Activity | null> {
    if (replyToId === null) return null;
    return (await loadersOf(context).activity.load({ bucket, id: replyToId })) ?? null;
  }

  @FieldResolver(() => ActivityConnection, { description: "Its direct replies." })
  async replies(
    @Root() { bucket, id }: Activity,
    @Args(() => PageArguments) pageArguments: PageArguments,
    @Arg("order", () => ReplyOrder, { defaultValue: "NEWEST_FIRST", description: "Their order." })
    order: ReplyOrder,
    @Ctx() context: FeedContext,
  ): Promise<ActivityConnection> {
    const list = `${order === "NEWEST_FIRST" ? "replies" : "conversation"} ${id}` as const;
    const page = parsePage(context, list, pageArguments);
    const rows = await loadersOf(context).replies.load({ parent: { bucket, id }, ...page, order });
    return toConnection(context, list, page, rows);
  }
}
