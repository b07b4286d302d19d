import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { FeedContext } from "../context.ts";
import { User } from "../../users/user.type.ts";
import { Viewer } from "../../users/viewer.type.ts";
import { ActivityConnection } from "../model/activity-connection.type.ts";
import { answerPage, PageArguments } from "./page-arguments.ts";
import { readActivitiesOf } from "./read-page.ts";
import { feedViewerOf } from "../model/feed-viewer.ts";

/** The posts of a person whom everybody sees. */
@Resolver(() => User)
export class UserActivitiesResolver {
  @FieldResolver(() => ActivityConnection, {
    description:
      "Their posts that whoever asks may read, newest first; replies stand under what they reply to.",
  })
  async activities(
    @Root() author: User,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: FeedContext,
  ): Promise<ActivityConnection> {
    return await answerActivitiesOf(author, page, context);
  }
}

/** The posts of the person who is signed in. */
@Resolver(() => Viewer)
export class ViewerActivitiesResolver {
  @FieldResolver(() => ActivityConnection, { description: "Their own posts, newest first." })
  async activities(
    @Root() author: Viewer,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: FeedContext,
  ): Promise<ActivityConnection> {
    return await answerActivitiesOf(author, page, context);
  }
}

async function answerActivitiesOf(
  { id, handle, name, bio }: User | Viewer,
  page: PageArguments,
  context: FeedContext,
): Promise<ActivityConnection> {
  const author = { id, handle, name, bio };
  // Right after a sign-in there is a viewer and the request has no token: then it is a guest who reads.
  const reader = feedViewerOf(context);
  return await answerPage(
    context,
    `author ${id}`,
    page,
    async (each) => await context.read(async (db) => await readActivitiesOf(db, author, reader, each)),
  );
}
