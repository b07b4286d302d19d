import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { DateTime } from "../graphql/date-time.scalar.ts";
import { ReportReason } from "./report-reason.type.ts";
import type { ReportRow } from "./reports-table.ts";

export const ReportStatus = { OPEN: "OPEN", RESOLVED: "RESOLVED" } as const;
export type ReportStatus = keyof typeof ReportStatus;
registerEnumType(ReportStatus, {
  name: "ReportStatus",
  description: "Whether a moderator has decided about a report.",
  valuesConfig: {
    OPEN: { description: "Nobody has decided yet." },
    RESOLVED: { description: "A moderator has decided." },
  },
});

export const ReportTarget = { ACTIVITY: "ACTIVITY", USER: "USER" } as const;
export type ReportTarget = keyof typeof ReportTarget;
registerEnumType(ReportTarget, {
  name: "ReportTarget",
  description: "What is reported.",
  valuesConfig: {
    ACTIVITY: { description: "A post or a reply." },
    USER: { description: "A person." },
  },
});

export const ReportResolution = { DELETE_ACTIVITY: "DELETE_ACTIVITY", DISMISS: "DISMISS" } as const;
export type ReportResolution = keyof typeof ReportResolution;
registerEnumType(ReportResolution, {
  name: "ReportResolution",
  description: "What a moderator decides about a report.",
  valuesConfig: {
    DELETE_ACTIVITY: { description: "The reported post or reply is deleted, with all replies below it." },
    DISMISS: { description: "Nothing is done." },
  },
});

@ObjectType({
  description: "A report of a post, a reply or a person. Only members of the group `moderators` see reports.",
})
export class Report {
  @Field(() => ID, { description: "UUIDv7." })
  id!: string;

  @Field(() => ReportStatus, { description: "Whether a moderator has decided." })
  status!: ReportStatus;

  @Field(() => ReportTarget, { description: "What is reported." })
  target!: ReportTarget;

  @Field(() => ReportReason, { description: "Why it is reported." })
  reason!: ReportReason;

  @Field(() => String, { nullable: true, description: "What the reporter adds." })
  details!: string | null;

  @Field(() => DateTime, { description: "When it was reported." })
  createdAt!: string;

  @Field(() => String, {
    description:
      "The text of the activity when it was reported, or name and self-description of the person. It is kept when the activity is gone.",
  })
  reportedText!: string;

  @Field(() => String, { description: "The handle of the reported person when it was reported." })
  subjectHandle!: string;

  @Field(() => DateTime, { nullable: true, description: "When a moderator decided; null while open." })
  resolvedAt!: string | null;

  @Field(() => ReportResolution, { nullable: true, description: "The decision; null while open." })
  resolution!: ReportResolution | null;

  @Field(() => String, { nullable: true, description: "What the moderator adds to the record." })
  note!: string | null;

  /** For field resolvers; not in the schema. */
  row!: ReportRow;
}

export function toReport(row: ReportRow): Report {
  return Object.assign(new Report(), {
    id: row.id,
    status: row.resolvedAt === null ? ("OPEN" as const) : ("RESOLVED" as const),
    target: row.targetKind,
    reason: row.reason,
    details: row.details,
    createdAt: row.createdAt.toISOString(),
    reportedText: row.message,
    subjectHandle: row.subjectHandle,
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    resolution: row.resolution,
    note: row.note,
    row,
  });
}
