import { index, pgTable, smallint, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { users } from "../users/users-table.ts";

/**
 * Reports of activities and of people. A row outlives what it is about: it keeps the text that was reported, and has no
 * reference to the activity.
 */
export const reports = pgTable(
  "reports",
  {
    /** UUIDv7. */
    id: uuid().primaryKey(),
    /** Null: the account was deleted. */
    reporterId: uuid("reporter_id").references(() => users.id),
    /** The reported person, or the author of the reported activity. Null: the account was deleted. */
    subjectId: uuid("subject_id").references(() => users.id),
    /** The handle of the subject at the time of the report. */
    subjectHandle: text("subject_handle").notNull(),
    /** The id of the reported activity or person. */
    targetId: uuid("target_id").notNull(),
    targetKind: text("target_kind", { enum: ["ACTIVITY", "USER"] }).notNull(),
    /** That of the activity; null for a person. */
    bucket: smallint(),
    /**
     * The target, while the same reporter cannot report it again: an activity for ever, since it never changes; a person until
     * the report is resolved.
     */
    heldTargetId: uuid("held_target_id"),
    /** The text of the activity at the time of the report, or name and self-description of the person. */
    message: text().notNull(),
    reason: text({
      enum: [
        "SPAM",
        "HARASSMENT",
        "HATE",
        "VIOLENCE",
        "SEXUAL",
        "SELF_HARM",
        "IMPERSONATION",
        "ILLEGAL",
        "OTHER",
      ],
    }).notNull(),
    /** What the reporter adds. */
    details: text(),
    createdAt: timestamp("created_at", { precision: 3, withTimezone: true }).notNull(),
    /** Null: the report is open. */
    resolvedAt: timestamp("resolved_at", { precision: 3, withTimezone: true }),
    resolution: text({ enum: ["DELETE_ACTIVITY", "DISMISS"] }),
    /** The moderator. Null while open, and after their account was deleted. */
    resolvedById: uuid("resolved_by_id").references(() => users.id),
    /** What the moderator adds to the record. */
    note: text(),
  },
  (table) => [
    index("reports_resolved_at").on(table.resolvedAt, table.id),
    index("reports_target").on(table.targetId, table.resolvedAt),
    index("reports_of_reporter").on(table.reporterId, table.id),
    index("reports_subject").on(table.subjectId),
    index("reports_resolved_by").on(table.resolvedById),
    uniqueIndex("reports_once").on(table.reporterId, table.heldTargetId),
  ],
);

export type ReportRow = typeof reports.$inferSelect;
