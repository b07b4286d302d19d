import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { hiddenAmong } from "../../graphql/hidden-people.ts";
import { PageArguments, parsePage } from "../../graphql/paging/page-arguments.ts";
import { User } from "../../users/user.type.ts";
import { Viewer } from "../../users/viewer.type.ts";
import type { FeedContext } from "../context.ts";
import { ActivityConnection, toConnection } from "../model/activity-connection.type.ts";
import { feedViewerOf } from "../model/feed-viewer.ts";
import { readActivitiesOf } from "./read-page.ts";
import { readVisibleRepliesOf } from "./replies-of-author.ts";

@Resolver(() => User)
export class UserActivitiesResolver {
  @FieldResolver(() => ActivityConnection, {
    description:
      "Their posts that the viewer may read, newest first. Replies are not among them. Empty while either of the two has blocked the other.",
  })
  async activities(
    @Root() author: User,
    @Args(() => PageArguments) pageArguments: PageArguments,
    @Ctx() context: FeedContext,
  ): Promise<ActivityConnection> {
    return await resolveActivitiesOf(author, pageArguments, context);
  }

  @FieldResolver(() => ActivityConnection, {
    description:
      "Their replies that the viewer may read, newest first. Empty while either of the two has blocked the other.",
  })
  async replies(
    @Root() { id, handle, name, bio }: User,
    @Args(() => PageArguments) pageArguments: PageArguments,
    @Ctx() context: FeedContext,
  ): Promise<ActivityConnection> {
    const author = { id, handle, name, bio };
    const viewer = feedViewerOf(context);
    const list = `replies-by ${id}` as const;
    const page = parsePage(context, list, pageArguments);
    if (await isHidden(id, context)) return toConnection(context, list, page, []);
    const rows = await context.read(async (db) => await readVisibleRepliesOf(db, author, viewer, page));
    return toConnection(context, list, page, rows);
  }
}

@Resolver(() => Viewer)
export class ViewerActivitiesResolver {
  @FieldResolver(() => ActivityConnection, { description: "Their own posts, newest first." })
  async activities(
    @Root() author: Viewer,
    @Args(() => PageArguments) pageArguments: PageArguments,
    @Ctx() context: FeedContext,
  ): Promise<ActivityConnection> {
    return await resolveActivitiesOf(author, pageArguments, context);
  }
}

/** Whether one of the two has blocked the other. */
async function isHidden(id: string, { hiddenPeople }: Pick<FeedContext, "hiddenPeople">): Promise<boolean> {
  return (await hiddenAmong(hiddenPeople, [id], "ANYWHERE")).has(id);
}

async function resolveActivitiesOf(
  { id, handle, name, bio }: User | Viewer,
  pageArguments: PageArguments,
  context: Pick<FeedContext, "identity" | "hiddenPeople" | "clock" | "read" | "cursorKey">,
): Promise<ActivityConnection> {
  const author = { id, handle, name, bio };
  // A sign-in returns a viewer although its request has no token: that request reads as a guest.
  const viewer = feedViewerOf(context);
  const list = `author ${id}` as const;
  const page = parsePage(context, list, pageArguments);
  if (await isHidden(id, context)) return toConnection(context, list, page, []);
  const rows = await context.read(async (db) => await readActivitiesOf(db, author, viewer, page));
  return toConnection(context, list, page, rows);
}
