import { Arg, Ctx, Extensions, Field, Mutation, ObjectType, Resolver } from "type-graphql";
import { z } from "zod";
import { feedViewerOf } from "../feed/model/feed-viewer.ts";
import { activityNotFound } from "../feed/model/not-found.ts";
import { checkInput } from "../graphql/check-input.ts";
import { requireMember } from "../graphql/context.ts";
import { DateTime } from "../graphql/date-time.scalar.ts";
import { limitAction } from "../graphql/limit-action.ts";
import { contentMutation } from "../graphql/mutation-kind.ts";
import { mutationResult } from "../graphql/mutation-result.ts";
import { Rejected } from "../graphql/problem.type.ts";
import type { ModerationContext } from "./context.ts";
import {
  createActivityReport,
  createUserReport,
  type NewReport,
  type ReportFailure,
} from "./create-report.ts";
import { remarkRule } from "./remark-rule.ts";
import { ReportActivityInput, ReportUserInput } from "./report.input.ts";
import type { ReportReason } from "./report-reason.type.ts";

@ObjectType({
  description: "The moderators have the report. Nobody tells the reported person of it.",
})
class ReportReceived {
  @Field(() => DateTime, {
    description: "When it was reported first: the same reporter reports the same thing once.",
  })
  receivedAt!: string;
}

const ReportActivityResult = mutationResult("reportActivity", [ReportReceived]);
const ReportUserResult = mutationResult("reportUser", [ReportReceived]);

const uuid = z.uuid();
const rules = z.object({ details: remarkRule });

/** Reports of what somebody can see. */
@Resolver()
export class ReportResolver {
  @Extensions(contentMutation)
  @Mutation(() => ReportActivityResult, {
    description:
      "Reports a post or a reply to the moderators. NOT_FOUND if the viewer may not read it, INVALID_INPUT for one's own. Requires an access token.",
  })
  async reportActivity(
    @Arg("input", () => ReportActivityInput, { description: "The activity, and why." })
    { activityId, ...input }: ReportActivityInput,
    @Ctx() context: ModerationContext,
  ): Promise<ReportReceived | Rejected> {
    return await report(context, { field: "activityId", targetId: activityId, ...input }, async (each) => {
      return await createActivityReport(context, feedViewerOf(context), each);
    });
  }

  @Extensions(contentMutation)
  @Mutation(() => ReportUserResult, {
    description:
      "Reports a person to the moderators. NOT_FOUND if there is no such person for the viewer, INVALID_INPUT for oneself. Requires an access token.",
  })
  async reportUser(
    @Arg("input", () => ReportUserInput, { description: "The person, and why." })
    { userId, ...input }: ReportUserInput,
    @Ctx() context: ModerationContext,
  ): Promise<ReportReceived | Rejected> {
    return await report(context, { field: "userId", targetId: userId, ...input }, async (each) => {
      return await createUserReport(context, context.clock(), each);
    });
  }
}

type Input = {
  field: "activityId" | "userId";
  targetId: string;
  reason: ReportReason;
  details?: string | null;
};

async function report(
  context: ModerationContext,
  { field, targetId, reason, details }: Input,
  create: (report: NewReport) => Promise<Date | ReportFailure>,
): Promise<ReportReceived | Rejected> {
  const { userId } = requireMember(context);
  const checked = checkInput(rules, { details });
  if (!checked.ok) return checked.rejected;
  const id = uuid.safeParse(targetId);
  return await limitAction(context, "report", userId, async () => {
    const created: Date | ReportFailure = id.success
      ? await create({
          reporterId: userId,
          targetId: id.data.toLowerCase(),
          reason,
          details: checked.value.details,
        })
      : "NOT_FOUND";
    if (created === "NOT_FOUND") return field === "activityId" ? activityNotFound() : userNotFound();
    if (created === "OWN") return ownThing(field);
    return Object.assign(new ReportReceived(), { receivedAt: created.toISOString() });
  });
}

function userNotFound(): Rejected {
  return new Rejected([{ code: "NOT_FOUND", message: "There is no such user.", field: "userId" }]);
}

function ownThing(field: string): Rejected {
  const message = "Nobody can report themselves, or what they wrote: delete it instead.";
  return new Rejected([{ code: "INVALID_INPUT", message, field }]);
}
