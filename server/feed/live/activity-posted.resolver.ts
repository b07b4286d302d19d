import { Resolver, Root, Subscription } from "type-graphql";
import type { SubscriptionContext } from "../../graphql/context.ts";
import { userIdOf } from "../../graphql/identity.ts";
import { Scopes } from "../../graphql/guards/scopes.ts";
import type { FeedContext } from "../context.ts";
import { Activity } from "../model/activity.type.ts";
import { canRead, feedViewerOf, withoutHidden } from "../model/feed-viewer.ts";

type PostStreamContext = Pick<
  FeedContext,
  "identity" | "hiddenPeople" | "hiddenPeopleCache" | "clock" | "postedActivities"
> &
  Pick<SubscriptionContext, "signal">;

@Resolver()
export class ActivityPostedResolver {
  @Scopes("feed/read")
  @Subscription(() => Activity, {
    description:
      "Each new post of the home feed, within a second: PUBLIC ones for guests, MEMBERS too for signed-in users. Send the operation to the same URL with `Accept: text/event-stream`. The stream ends when the access token expires or is revoked: subscribe again with a new one.",
    subscribe: ({ context }: { context: PostStreamContext }) => streamPosts(context),
  })
  activityPosted(@Root() activity: Activity): Activity {
    return activity;
  }
}

async function* streamPosts(context: PostStreamContext): AsyncGenerator<Activity, void, undefined> {
  const queue = await context.postedActivities.listen();
  context.signal.addEventListener("abort", queue.close);
  if (context.signal.aborted) queue.close();
  try {
    for await (const activity of queue.read()) {
      // A block or mute that was made while the stream is open counts from now on, also for the fields of the activity.
      context.hiddenPeople = await context.hiddenPeopleCache.of(userIdOf(context.identity));
      const viewer = feedViewerOf(context);
      if (canRead(viewer, activity)) yield* await withoutHidden(viewer, [activity], "LIST");
    }
  } finally {
    queue.close();
  }
}
