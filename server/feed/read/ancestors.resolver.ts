import { Ctx, Extensions, FieldResolver, Resolver, Root } from "type-graphql";
import { fieldCost } from "../../graphql/field-cost.ts";
import type { FeedContext } from "../context.ts";
import { Activity, toActivity } from "../model/activity.type.ts";
import { feedViewerOf } from "../model/feed-viewer.ts";
import { maximumThreadLength } from "../model/thread-length.ts";
import { readThreadDownTo } from "./ancestors.ts";

@Resolver(() => Activity)
export class AncestorsResolver {
  @Extensions(fieldCost({ listSize: maximumThreadLength }))
  @FieldResolver(() => [Activity], {
    description:
      "What is above it in its thread: from the post at the top down to what it replies to. Empty for a post.",
  })
  async ancestors(@Root() { bucket, replyToId }: Activity, @Ctx() context: FeedContext): Promise<Activity[]> {
    if (replyToId === null) return [];
    const viewer = feedViewerOf(context);
    const parent = { bucket, id: replyToId };
    const above = await context.read(async (db) => await readThreadDownTo(db, parent, viewer));
    return above.map(toActivity);
  }
}
