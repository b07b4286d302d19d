import DataLoader from "dataloader";
import { hiddenAmong } from "../../graphql/hidden-people.ts";
import { groupBy } from "../../lib/group-by.ts";
import type { FeedContext } from "../context.ts";
import { type Activity, toActivity } from "../model/activity.type.ts";
import type { ActivityKey } from "../model/bucket.ts";
import { feedViewerOf } from "../model/feed-viewer.ts";
import { type AuthorCount, countActivitiesOf } from "./author-counts.ts";
import { findActivities } from "./find-activity.ts";
import { readLikedIds } from "./liked-activities.ts";
import { readReplies, type ReplyPage } from "./read-page.ts";

/** Batches what the activities of one response query one by one. */
export type ActivityLoaders = {
  /** By key; undefined for activities that the viewer cannot see. */
  activity: DataLoader<ActivityKey, Activity | undefined>;
  replies: DataLoader<ReplyPage & { parent: ActivityKey }, Activity[]>;
  /** Posts and replies of authors. */
  authorCount: DataLoader<AuthorCount, number>;
  /** Whether the user likes the activity with a key. */
  liked: (userId: string) => DataLoader<ActivityKey, boolean>;
};

type LoaderContext = Pick<FeedContext, "identity" | "hiddenPeople" | "clock" | "read">;

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
  let liked: DataLoader<ActivityKey, boolean> | undefined;
  return {
    activity: new DataLoader(async (keys) => {
      const viewer = feedViewerOf(context);
      const found = await context.read(async (db) => await findActivities(db, keys, viewer));
      const byId = new Map(found.map((activity) => [activity.id, toActivity(activity)]));
      return keys.map(({ id }) => byId.get(id));
    }, options),
    replies: new DataLoader(async (keys) => {
      const viewer = feedViewerOf(context);
      const repliesByKey = new Map<unknown, Activity[]>();
      for (const samePage of groupBy(
        keys,
        ({ first, after, order }) => `${first} ${after} ${order}`,
      ).values()) {
        const [page] = samePage;
        if (!page) continue;
        const parents = samePage.map(({ parent }) => parent);
        const replies = await context.read(async (db) => await readReplies(db, parents, viewer, page));
        for (const key of samePage) repliesByKey.set(key, replies.get(key.parent.id) ?? []);
      }
      return keys.map((key) => repliesByKey.get(key) ?? []);
    }, options),
    authorCount: new DataLoader(async (wanted) => {
      const viewer = feedViewerOf(context);
      const keyOf = ({ authorId, isReply }: AuthorCount): string => `${authorId} ${isReply}`;
      const authorIds = wanted.map(({ authorId }) => authorId);
      const hidden = await hiddenAmong(context.hiddenPeople, authorIds, "ANYWHERE");
      const visible = wanted.filter(({ authorId }) => !hidden.has(authorId));
      const distinct = new Map(visible.map((each) => [keyOf(each), each]));
      const counts = await Promise.all(
        [...distinct].map(async ([key, each]) => {
          const number = await context.read(async (db) => await countActivitiesOf(db, each, viewer));
          return [key, number] as const;
        }),
      );
      const byKey = new Map(counts);
      return wanted.map((each) => byKey.get(keyOf(each)) ?? 0);
    }, options),
    liked: (userId) =>
      (liked ??= new DataLoader(async (keys) => {
        const likedIds = await context.read(async (db) => await readLikedIds(db, userId, keys));
        return keys.map(({ id }) => likedIds.has(id));
      }, options)),
  };
}
