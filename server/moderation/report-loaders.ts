import DataLoader from "dataloader";
import { inArray } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { type Activity, toActivity } from "../feed/model/activity.type.ts";
import type { ActivityKey } from "../feed/model/bucket.ts";
import { anyMember } from "../feed/model/feed-viewer.ts";
import { authorColumns } from "../feed/read/author-columns.ts";
import { readCurrentThreads } from "../feed/read/current-threads.ts";
import { findActivities } from "../feed/read/find-activity.ts";
import { User } from "../users/user.type.ts";
import { users } from "../users/users-table.ts";
import type { ModerationContext } from "./context.ts";
import { countOpenReports } from "./read-reports.ts";

/** Batches what the reports of one response query one by one. */
type ReportLoaders = {
  /** By key; undefined for activities that are gone. */
  activity: DataLoader<ActivityKey, Activity | undefined>;
  user: DataLoader<string, User | undefined>;
  /** The number of open reports of a target. */
  openReportsCount: DataLoader<string, number>;
};

const loaders = new WeakMap<ModerationContext, ReportLoaders>();

/** Only batches: a cached result could be outdated by the next mutation of the same request. */
const options = { cache: false };

/** The loaders of a request. */
export function reportLoadersOf(context: ModerationContext): ReportLoaders {
  const existing = loaders.get(context);
  if (existing) return existing;
  const created = createLoaders(context);
  loaders.set(context, created);
  return created;
}

function createLoaders({ db, clock }: ModerationContext): ReportLoaders {
  return {
    activity: new DataLoader(async (keys) => {
      const found = await findReported(db, keys, clock());
      const byId = new Map(found.map((activity) => [activity.id, activity]));
      return keys.map(({ id }) => byId.get(id));
    }, options),
    user: new DataLoader(async (ids) => {
      const found = await db
        .select(authorColumns)
        .from(users)
        .where(inArray(users.id, [...ids]));
      const byId = new Map(found.map((user) => [user.id, Object.assign(new User(), user)]));
      return ids.map((id) => byId.get(id));
    }, options),
    openReportsCount: new DataLoader(async (targetIds) => {
      const counts = await countOpenReports(db, targetIds);
      return targetIds.map((id) => counts.get(id) ?? 0);
    }, options),
  };
}

/** The activities as moderators see them: of whatever audience and author, if nothing above them is gone. */
async function findReported(db: Database, keys: readonly ActivityKey[], now: Date): Promise<Activity[]> {
  const [found, current] = await Promise.all([
    findActivities(db, keys, anyMember(now)),
    readCurrentThreads(db, keys, now),
  ]);
  return found.filter(({ id }) => current.has(id)).map(toActivity);
}
