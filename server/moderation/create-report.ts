import { and, eq, or } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { retryRepeatable } from "../database/transaction.ts";
import type { FeedViewer } from "../feed/model/feed-viewer.ts";
import { findActivity } from "../feed/read/find-activity.ts";
import { nobodyHidden } from "../graphql/hidden-people.ts";
import type { NewId } from "../lib/new-id.ts";
import { blocks } from "../safety/blocks-table.ts";
import { users } from "../users/users-table.ts";
import type { ReportReason } from "./report-reason.type.ts";
import { reports } from "./reports-table.ts";

type ReportServices = { db: Database; newId: NewId };

export type NewReport = {
  reporterId: string;
  /** The id of the activity or of the person. */
  targetId: string;
  reason: ReportReason;
  details: string | undefined;
};

/** Why nothing was reported: there is no such thing for the reporter, or it is their own. */
export type ReportFailure = "NOT_FOUND" | "OWN";

/**
 * Reports an activity that the reporter may read.
 *
 * @returns when they reported it: a second report of the same activity changes nothing.
 */
export async function createActivityReport(
  services: ReportServices,
  viewer: FeedViewer,
  report: NewReport,
): Promise<Date | ReportFailure> {
  // Whoever has blocked somebody may still report them.
  const found = await findActivity(services.db, report.targetId, { ...viewer, hiddenPeople: nobodyHidden });
  if (!found) return "NOT_FOUND";
  const { bucket, message, author } = found;
  if (author.id === report.reporterId) return "OWN";
  if (await isHiddenFrom(services.db, author.id, report.reporterId)) return "NOT_FOUND";
  return await insertOnce(services, viewer.now, report, {
    targetKind: "ACTIVITY",
    bucket,
    message,
    subjectId: author.id,
    subjectHandle: author.handle,
  });
}

/**
 * Reports a person.
 *
 * @returns when they were reported: while that report is open, a second one changes nothing.
 */
export async function createUserReport(
  services: ReportServices,
  now: Date,
  report: NewReport,
): Promise<Date | ReportFailure> {
  const { id, handle, name, bio } = users;
  const [subject] = await services.db
    .select({ id, handle, name, bio })
    .from(users)
    .where(eq(users.id, report.targetId));
  if (!subject) return "NOT_FOUND";
  if (subject.id === report.reporterId) return "OWN";
  if (await isHiddenFrom(services.db, subject.id, report.reporterId)) return "NOT_FOUND";
  return await insertOnce(services, now, report, {
    targetKind: "USER",
    bucket: null,
    message: subject.bio === null ? subject.name : `${subject.name}\n\n${subject.bio}`,
    subjectId: subject.id,
    subjectHandle: subject.handle,
  });
}

/**
 * Whether somebody has blocked the reporter. Whoever has blocked them too may report them all the same: to refuse that
 * would reveal the other block.
 */
async function isHiddenFrom(db: Database, subjectId: string, reporterId: string): Promise<boolean> {
  const rows = await db
    .select({ blockerId: blocks.blockerId })
    .from(blocks)
    .where(
      or(
        and(eq(blocks.blockerId, subjectId), eq(blocks.blockedId, reporterId)),
        and(eq(blocks.blockerId, reporterId), eq(blocks.blockedId, subjectId)),
      ),
    );
  return rows.length > 0 && rows.every(({ blockerId }) => blockerId === subjectId);
}

async function insertOnce(
  { db, newId }: ReportServices,
  now: Date,
  { reporterId, targetId, reason, details }: NewReport,
  target: Pick<
    typeof reports.$inferInsert,
    "targetKind" | "bucket" | "message" | "subjectId" | "subjectHandle"
  >,
): Promise<Date> {
  const row = { id: newId(), reporterId, targetId, heldTargetId: targetId, reason, details, createdAt: now };
  for (;;) {
    const [inserted] = await retryRepeatable(
      async () =>
        await db
          .insert(reports)
          .values({ ...row, ...target })
          .onConflictDoNothing()
          .returning({ createdAt: reports.createdAt }),
    );
    if (inserted) return inserted.createdAt;
    const [earlier] = await db
      .select({ createdAt: reports.createdAt })
      .from(reports)
      .where(and(eq(reports.reporterId, reporterId), eq(reports.heldTargetId, targetId)));
    // Resolved in between: then it is reported anew.
    if (earlier) return earlier.createdAt;
  }
}
