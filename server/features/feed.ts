import "reflect-metadata";
import { eq, sql } from "drizzle-orm";
import { addExportRoute } from "../data-export/export-route.ts";
import type { Check } from "../database/database.ts";
import type { FeedServices } from "../feed/context.ts";
import { ActivityPostedResolver } from "../feed/live/activity-posted.resolver.ts";
import { watchPostedActivities } from "../feed/live/posted-activities.ts";
import { startPurge } from "../feed/maintenance/purge.ts";
import { removeActivitiesOf } from "../feed/maintenance/remove-activities-of.ts";
import { seedFeed } from "../feed/maintenance/seed-feed.ts";
import { activities } from "../feed/model/activities-table.ts";
import { activityBuckets } from "../feed/model/activity-buckets-table.ts";
import { likes } from "../feed/model/likes-table.ts";
import { MarkNotificationsReadResolver } from "../feed/notifications/mark-notifications-read.resolver.ts";
import { notificationReads } from "../feed/notifications/notification-reads-table.ts";
import { NotificationReceivedResolver } from "../feed/notifications/notification-received.resolver.ts";
import { notifications } from "../feed/notifications/notifications-table.ts";
import {
  LikersResolver,
  NotificationsResolver,
  UnreadNotificationsResolver,
} from "../feed/notifications/notifications.resolver.ts";
import { watchReceivedNotifications } from "../feed/notifications/received-notifications.ts";
import { ActivityResolver } from "../feed/read/activity.resolver.ts";
import { AncestorsResolver } from "../feed/read/ancestors.resolver.ts";
import { AuthorCountsResolver } from "../feed/read/author-counts.resolver.ts";
import { UserActivitiesResolver, ViewerActivitiesResolver } from "../feed/read/author.resolver.ts";
import { HighlightsResolver } from "../feed/read/highlights.resolver.ts";
import { readLikedIds } from "../feed/read/liked-activities.ts";
import { MentionSuggestionsResolver } from "../feed/read/mention-suggestions.resolver.ts";
import { ChangeActivityResolver } from "../feed/write/change-activity.resolver.ts";
import { WriteActivityResolver } from "../feed/write/write-activity.resolver.ts";
import { forgetPersonInReports, forgetSome, pruneReports } from "../moderation/forget-reports.ts";
import { ModerationQueueResolver } from "../moderation/moderation-queue.resolver.ts";
import { ReportResolver } from "../moderation/report.resolver.ts";
import { reports } from "../moderation/reports-table.ts";
import { ResolveReportResolver } from "../moderation/resolve-report.resolver.ts";
import { readPageTemplate } from "../public-pages/page-template.ts";
import { addPublicPages } from "../public-pages/public-pages.ts";
import { createPageCache } from "../response-cache/page-cache.ts";
import { blocks } from "../safety/blocks-table.ts";
import type { SafetyServices } from "../safety/context.ts";
import { hiddenPeopleChanges } from "../safety/hidden-people-changes-table.ts";
import { openHiddenPeopleCache } from "../safety/hidden-people-cache.ts";
import { HiddenListResolver } from "../safety/hidden-list.resolver.ts";
import { HidePersonResolver } from "../safety/hide-person.resolver.ts";
import { mutes } from "../safety/mutes-table.ts";
import { removeRelationsOf, removeSomeRelationsOf } from "../safety/remove-relations-of.ts";
import { UserFlagsResolver } from "../safety/user-flags.resolver.ts";
import type { Feature, FeatureParts } from "./feature.ts";
import type { FeatureHost } from "./feature-host.ts";

const one = { one: sql`1` };
const noId = "00000000-0000-0000-0000-000000000000";

/** Look up, in an index, a value that no row has: see `checkDatabase`. */
const checks: Check[] = [
  async (db) => {
    await db
      .select(one)
      .from(activities)
      .where(sql`${activities.expiresAt} = 'infinity'`)
      .limit(1);
  },
  async (db) => {
    await db.select(one).from(likes).where(eq(likes.userId, noId)).limit(1);
  },
];

async function open({
  services,
  config,
  log,
  bus,
  cacheEpoch,
  seed,
  onStop,
}: FeatureHost): Promise<FeatureParts> {
  const { db, read, clock, newId } = services;
  const onError = (message: string) => (error: unknown) => log.error({ err: error }, message);
  if (seed) await seedFeed(db, clock, newId);
  const watched = { db, clock, bus };
  const hiddenPeopleCache = await openHiddenPeopleCache({
    db,
    bus,
    onError: onError("changes of hidden people not read"),
  });
  onStop(hiddenPeopleCache.stop);
  onStop(startPurge(db, clock, onError("expired activities not purged")).stop);
  const postedActivities = await watchPostedActivities({
    ...watched,
    onNewActivities: cacheEpoch.invalidateAll,
    onError: onError("new posts not read"),
  });
  onStop(postedActivities.stop);
  const receivedNotifications = await watchReceivedNotifications({
    ...watched,
    onError: onError("new notifications not read"),
  });
  onStop(receivedNotifications.stop);
  const context: FeedServices & SafetyServices = {
    ...services,
    hiddenPeopleCache,
    postedActivities,
    receivedNotifications,
    pageCache: createPageCache({ clock, cacheEpoch, isOn: config.cacheResponses }),
  };
  return {
    context,
    hiddenPeople: hiddenPeopleCache,
    likedBy: async (userId, keys) => await read(async (each) => await readLikedIds(each, userId, keys)),
  };
}

/** Posts that expire, with notifications, safety, moderation, the export of one's own data, and public pages. */
export const feed: Feature = {
  name: "feed",
  needs: ["auth"],
  resolvers: [
    HidePersonResolver,
    HiddenListResolver,
    UserFlagsResolver,
    ActivityResolver,
    AncestorsResolver,
    HighlightsResolver,
    MentionSuggestionsResolver,
    UserActivitiesResolver,
    ViewerActivitiesResolver,
    AuthorCountsResolver,
    WriteActivityResolver,
    ChangeActivityResolver,
    ActivityPostedResolver,
    NotificationsResolver,
    UnreadNotificationsResolver,
    LikersResolver,
    MarkNotificationsReadResolver,
    ReportResolver,
    ModerationQueueResolver,
    ResolveReportResolver,
    NotificationReceivedResolver,
  ],
  tables: [
    activities,
    activityBuckets,
    likes,
    notifications,
    notificationReads,
    blocks,
    mutes,
    hiddenPeopleChanges,
    reports,
  ],
  checks,
  open,
  async maintain({ db, clock }) {
    await pruneReports(db, clock());
  },
  async beforeAccountDeleted(db, { id }) {
    await removeActivitiesOf(db, id);
    await forgetPersonInReports(db, id);
    await removeRelationsOf(db, id);
  },
  async onAccountDeleted(tx, { id }) {
    // Somebody may have reported or blocked them since.
    await forgetSome(tx, id);
    await removeSomeRelationsOf(tx, id);
  },
  async addRoutes(server, kit) {
    addExportRoute(server, kit);
    if (kit.webClient === undefined) return;
    const template = await readPageTemplate(kit.webClient);
    addPublicPages(server, { ...kit, template, ask: kit.guestQuery });
  },
};
