import { Arg, Ctx, Extensions, Field, Mutation, ObjectType, Resolver } from "type-graphql";
import { z } from "zod";
import { checkInput } from "../graphql/check-input.ts";
import { requireMember } from "../graphql/context.ts";
import { Authorized } from "../graphql/guards/authorized.ts";
import { contentMutation } from "../graphql/mutation-kind.ts";
import { mutationResult } from "../graphql/mutation-result.ts";
import { type Problem, Rejected } from "../graphql/problem.type.ts";
import type { ModerationContext } from "./context.ts";
import { remarkRule } from "./remark-rule.ts";
import { ResolveReportInput } from "./report.input.ts";
import { Report, toReport } from "./report.type.ts";
import { resolveReport } from "./resolve-report.ts";

@ObjectType({ description: "The report is resolved by this decision." })
class ReportResolved {
  @Field(() => Report, { description: "The report." })
  report!: Report;
}

@ObjectType({
  description: "Another decision has resolved the report before: it stands, and this one had no effect.",
})
class ReportAlreadyResolved {
  @Field(() => Report, { description: "The report, with the decision that stands." })
  report!: Report;
}

const ResolveReportResult = mutationResult("resolveReport", [ReportResolved, ReportAlreadyResolved]);

const uuid = z.uuid();
const rules = z.object({ note: remarkRule });

const problems = {
  NOT_FOUND: { code: "NOT_FOUND", message: "There is no such report.", field: "reportId" },
  NO_ACTIVITY: {
    code: "INVALID_INPUT",
    message: "A person is reported: there is no activity to delete.",
    field: "resolution",
  },
} as const satisfies Record<string, Problem>;

/** What moderators decide. */
@Resolver()
export class ResolveReportResolver {
  @Authorized("moderators")
  @Extensions(contentMutation)
  @Mutation(() => ResolveReportResult, {
    description:
      "Decides about a report, and with it about all open reports of the same activity or person. Nobody but moderators sees who decided. Requires the access token of a member of the group `moderators`.",
  })
  async resolveReport(
    @Arg("input", () => ResolveReportInput, { description: "The report, and the decision." })
    { reportId, resolution, note }: ResolveReportInput,
    @Ctx() context: ModerationContext,
  ): Promise<ReportResolved | ReportAlreadyResolved | Rejected> {
    const { userId: moderatorId } = requireMember(context);
    const checked = checkInput(rules, { note });
    if (!checked.ok) return checked.rejected;
    const id = uuid.safeParse(reportId);
    if (!id.success) return new Rejected([problems.NOT_FOUND]);
    const resolved = await resolveReport(context.db, {
      reportId: id.data.toLowerCase(),
      resolution,
      moderatorId,
      note: checked.value.note,
      now: context.clock(),
    });
    if (resolved === undefined) return new Rejected([problems.NOT_FOUND]);
    if (resolved === "NO_ACTIVITY") return new Rejected([problems.NO_ACTIVITY]);
    const state = resolved.isNew ? new ReportResolved() : new ReportAlreadyResolved();
    return Object.assign(state, { report: toReport(resolved.report) });
  }
}
