import { Resolver, Root, Subscription } from "type-graphql";
import type { SubscriptionContext } from "../../graphql-server/streams/start-subscription.ts";
import { Activity } from "../model/activity.type.ts";
import { canRead, feedViewerOf } from "../model/feed-viewer.ts";

@Resolver()
export class ActivityPostedResolver {
  @Subscription(() => Activity, {
    description:
      "Each new post of the home feed, within a second, wherever it was written: PUBLIC ones for a guest, MEMBERS too for whoever is signed in. A stream: send the operation to the same address with `Accept: text/event-stream`. It ends when the access token expires or is revoked: subscribe again with a new one.",
    subscribe: ({ context }: { context: SubscriptionContext }) => postsFor(context),
  })
  activityPosted(@Root() activity: Activity): Activity {
    return activity;
  }
}

async function* postsFor(context: SubscriptionContext): AsyncGenerator<Activity, void, undefined> {
  const queue = await context.postedActivities.listen();
  context.signal.addEventListener("abort", queue.close);
  if (context.signal.aborted) queue.close();
  try {
    for await (const activity of queue.read()) if (canRead(feedViewerOf(context), activity)) yield activity;
  } finally {
    queue.close();
  }
}
