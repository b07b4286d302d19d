import { Field, ID, InputType } from "type-graphql";
import { ReportReason } from "./report-reason.type.ts";
import { ReportResolution } from "./report.type.ts";

const detailsDescription =
  "What the moderators should know, up to 500 characters, without the whitespace around it.";

@InputType({ description: "The activity to report." })
export class ReportActivityInput {
  @Field(() => ID, { description: "The post or reply. Nobody reports their own." })
  activityId!: string;

  @Field(() => ReportReason, { description: "Why." })
  reason!: ReportReason;

  @Field(() => String, { nullable: true, description: detailsDescription })
  details?: string | null;
}

@InputType({ description: "The person to report." })
export class ReportUserInput {
  @Field(() => ID, { description: "The user. Nobody reports themselves." })
  userId!: string;

  @Field(() => ReportReason, { description: "Why." })
  reason!: ReportReason;

  @Field(() => String, { nullable: true, description: detailsDescription })
  details?: string | null;
}

@InputType({ description: "The decision about a report." })
export class ResolveReportInput {
  @Field(() => ID, { description: "The report. All open reports of the same target are resolved with it." })
  reportId!: string;

  @Field(() => ReportResolution, {
    description: "The decision. DELETE_ACTIVITY is INVALID_INPUT for the report of a person.",
  })
  resolution!: ReportResolution;

  @Field(() => String, {
    nullable: true,
    description: "For the record, up to 500 characters. Only moderators see it.",
  })
  note?: string | null;
}
