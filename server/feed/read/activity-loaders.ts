import DataLoader from "dataloader";
import type { FeedContext } from "../context.ts";
import { type Activity, toActivity } from "../model/activity.type.ts";
import { findActivities } from "./find-activity.ts";
import { groupBy } from "../../lib/group-by.ts";
import { readLikedIds } from "./liked-activities.ts";
import { type Page, readReplies } from "./read-page.ts";
import { feedViewerOf } from "../model/feed-viewer.ts";

/** What the activities of one answer ask for one by one, asked of the database together. */
export type ActivityLoaders = {
  /** By id; undefined for what is not there for whoever asks. */
  activity: DataLoader<string, Activity | undefined>;
  replies: DataLoader<Page & { activityId: string }, Activity[]>;
  /** Whether the person likes the activity with an id. */
  liked: (userId: string) => DataLoader<string, boolean>;
};

const loaders = new WeakMap<FeedContext, ActivityLoaders>();

/** They put questions together and remember no answer: the next mutation of the same request may change it. */
const options = { cache: false };

/** The loaders of a request. */
export function loadersOf(context: FeedContext): ActivityLoaders {
  const found = loaders.get(context);
  if (found) return found;
  const made = createLoaders(context);
  loaders.set(context, made);
  return made;
}

function createLoaders(context: FeedContext): ActivityLoaders {
  let liked: DataLoader<string, boolean> | undefined;
  return {
    activity: new DataLoader(async (ids) => {
      const reader = feedViewerOf(context);
      const found = await context.read(async (db) => await findActivities(db, ids, reader));
      const byId = new Map(found.map((activity) => [activity.id, toActivity(activity)]));
      return ids.map((id) => byId.get(id));
    }, options),
    replies: new DataLoader(async (wanted) => {
      const reader = feedViewerOf(context);
      const found = new Map<unknown, Activity[]>();
      for (const same of groupBy(wanted, ({ first, after }) => `${first} ${after}`).values()) {
        const [page] = same;
        if (!page) continue;
        const ids = same.map(({ activityId }) => activityId);
        const replies = await context.read(async (db) => await readReplies(db, ids, reader, page));
        for (const each of same) found.set(each, replies.get(each.activityId) ?? []);
      }
      return wanted.map((each) => found.get(each) ?? []);
    }, options),
    liked: (userId) =>
      (liked ??= new DataLoader(async (ids) => {
        const found = await context.read(async (db) => await readLikedIds(db, userId, ids));
        return ids.map((id) => found.has(id));
      }, options)),
  };
}
