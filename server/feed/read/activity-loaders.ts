import DataLoader from "dataloader";
import { groupBy } from "../../lib/group-by.ts";
import type { FeedContext } from "../context.ts";
import { type Activity, toActivity } from "../model/activity.type.ts";
import { feedViewerOf } from "../model/feed-viewer.ts";
import { findActivities } from "./find-activity.ts";
import { readLikedIds } from "./liked-activities.ts";
import { type Page, readReplies } from "./read-page.ts";

/** Batches what the activities of one response query one by one. */
export type ActivityLoaders = {
  /** By id; undefined for activities that the viewer cannot see. */
  activity: DataLoader<string, Activity | undefined>;
  replies: DataLoader<Page & { activityId: string }, Activity[]>;
  /** Whether the user likes the activity with an id. */
  liked: (userId: string) => DataLoader<string, boolean>;
};

type LoaderContext = Pick<FeedContext, "identity" | "clock" | "read">;

const loaders = new WeakMap<LoaderContext, ActivityLoaders>();

/** Only batches: a cached result could be outdated by the next mutation of the same request. */
const options = { cache: false };

/** The loaders of a request. */
export function loadersOf(context: LoaderContext): ActivityLoaders {
  const existing = loaders.get(context);
  if (existing) return existing;
  const created = createLoaders(context);
  loaders.set(context, created);
  return created;
}

function createLoaders(context: LoaderContext): ActivityLoaders {
  let liked: DataLoader<string, boolean> | undefined;
  return {
    activity: new DataLoader(async (ids) => {
      const viewer = feedViewerOf(context);
      const found = await context.read(async (db) => await findActivities(db, ids, viewer));
      const byId = new Map(found.map((activity) => [activity.id, toActivity(activity)]));
      return ids.map((id) => byId.get(id));
    }, options),
    replies: new DataLoader(async (keys) => {
      const viewer = feedViewerOf(context);
      const repliesByKey = new Map<unknown, Activity[]>();
      for (const samePage of groupBy(keys, ({ first, after }) => `${first} ${after}`).values()) {
        const [page] = samePage;
        if (!page) continue;
        const ids = samePage.map(({ activityId }) => activityId);
        const replies = await context.read(async (db) => await readReplies(db, ids, viewer, page));
        for (const key of samePage) repliesByKey.set(key, replies.get(key.activityId) ?? []);
      }
      return keys.map((key) => repliesByKey.get(key) ?? []);
    }, options),
    liked: (userId) =>
      (liked ??= new DataLoader(async (ids) => {
        const likedIds = await context.read(async (db) => await readLikedIds(db, userId, ids));
        return ids.map((id) => likedIds.has(id));
      }, options)),
  };
}
