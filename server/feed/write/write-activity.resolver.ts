import { Arg, Ctx, Extensions, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { z } from "zod";
import { checkInput } from "../../graphql/check-input.ts";
import { requireMember } from "../../graphql/context.ts";
import type { FeedContext } from "../context.ts";
import { paragraphsRule } from "../../graphql/text-rules.ts";
import { limitAction, limitStatement } from "../../graphql/limit-action.ts";
import { type Counting, TooOften } from "../../rate-limit/counting-part.ts";
import { contentMutation } from "../../graphql/mutation-kind.ts";
import { mutationResult } from "../../graphql/mutation-result.ts";
import { type Problem, Rejected } from "../../graphql/problem.type.ts";
import { parseActivityId } from "../model/activity-id.ts";
import { Activity, Audience, toActivity } from "../model/activity.type.ts";
import { ActivityLifetime } from "./activity-lifetime.ts";
import { createActivity } from "./create-activity.ts";
import { createReply } from "./create-reply.ts";
import type { WriteFailure, Written } from "./earlier-write.ts";
import { activityNotFound } from "../model/not-found.ts";

const idempotencyKeyDescription =
  "Identifies this request, e.g. a UUID: 1–64 visible ASCII characters. A request that is sent again with the same key, because its response was lost, writes nothing more and gets the first one's result. A key that was used for another post (text, audience, lifetime), or for another reply in the thread (text, parent), is INVALID_INPUT.";

@InputType({ description: "A new post." })
export class CreateActivityInput {
  @Field(() => String, {
    description:
      "Plain text, 1–280 characters (code points) without the whitespace around it. More than two blank lines in a row become two, and characters that reverse the direction of others are removed.",
  })
  message!: string;

  @Field(() => ActivityLifetime, { defaultValue: "SEVEN_DAYS", description: "How long it lasts." })
  expiresIn!: ActivityLifetime;

  @Field(() => Audience, { defaultValue: "PUBLIC", description: "Who may read it." })
  audience!: Audience;

  @Field(() => String, { nullable: true, description: idempotencyKeyDescription })
  idempotencyKey?: string | null;
}

@InputType({ description: "A new reply. It has the audience and expiry of the activity that it replies to." })
export class CreateReplyInput {
  @Field(() => ID, { description: "The post or reply to reply to." })
  activityId!: string;

  @Field(() => String, {
    description:
      "Plain text, 1–1024 characters (code points) without the whitespace around it. More than two blank lines in a row become two, and characters that reverse the direction of others are removed.",
  })
  message!: string;

  @Field(() => String, { nullable: true, description: idempotencyKeyDescription })
  idempotencyKey?: string | null;
}

const CreateActivityResult = mutationResult("createActivity", [Activity]);
const CreateReplyResult = mutationResult("createReply", [Activity]);

const messageRule = (maximumLength: number) =>
  paragraphsRule(maximumLength).refine((message) => message !== "", "Write something.");

const idempotencyKeyRule = z
  .string()
  .regex(/^[\x21-\x7e]{1,64}$/, "A key has 1 to 64 visible ASCII characters.")
  .nullish()
  .transform((key) => key ?? undefined);

const activityRules = z.object({ message: messageRule(280), idempotencyKey: idempotencyKeyRule });
const replyRules = z.object({ message: messageRule(1024), idempotencyKey: idempotencyKeyRule });

@Resolver()
export class WriteActivityResolver {
  @Extensions(contentMutation)
  @Mutation(() => CreateActivityResult, { description: "Posts to the home feed. Requires an access token." })
  async createActivity(
    @Arg("input", () => CreateActivityInput, { description: "The post." }) input: CreateActivityInput,
    @Ctx() context: FeedContext,
  ): Promise<Activity | Rejected> {
    const member = requireMember(context);
    const checked = checkInput(activityRules, input);
    if (!checked.ok) return checked.rejected;
    const { expiresIn, audience } = input;
    const post = { ...checked.value, expiresIn, audience };
    const isRepeatable = post.idempotencyKey !== undefined;
    const write = async (counting: Counting | undefined): Promise<Activity | Rejected | TooOften> => {
      const written = await createActivity(context, member, post, counting);
      if (written instanceof TooOften) return written;
      if (typeof written !== "string") void context.postedActivities.announce();
      return toResult(context, written);
    };
    return await limitStatement(context, "write", member.userId, write, { isRepeatable });
  }

  @Extensions(contentMutation)
  @Mutation(() => CreateReplyResult, {
    description:
      "Replies to a post or a reply. NOT_FOUND if that has expired, was deleted or never existed. Requires an access token.",
  })
  async createReply(
    @Arg("input", () => CreateReplyInput, { description: "The reply." }) input: CreateReplyInput,
    @Ctx() context: FeedContext,
  ): Promise<Activity | Rejected> {
    const member = requireMember(context);
    const checked = checkInput(replyRules, input);
    if (!checked.ok) return checked.rejected;
    const activityId = parseActivityId(input.activityId);
    if (activityId === undefined) return activityNotFound();
    return await limitAction(context, "write", member.userId, async () => {
      return toResult(context, await createReply(context, member, { ...checked.value, activityId }));
    });
  }
}

const problems: Record<Exclude<WriteFailure, "NOT_FOUND">, Problem> = {
  WRITTEN_AND_EXPIRED: {
    code: "NOT_FOUND",
    message: "It was posted, and has expired or was deleted since.",
    field: "idempotencyKey",
  },
  KEY_TAKEN: {
    code: "INVALID_INPUT",
    message: "This key was used for another activity. Use a new one for each.",
    field: "idempotencyKey",
  },
  THREAD_TOO_LONG: {
    code: "INVALID_INPUT",
    message: "This thread is too deep. Reply further up.",
    field: "activityId",
  },
};

/** Announces what was written to those whom it notifies. */
function toResult(
  { receivedNotifications }: Pick<FeedContext, "receivedNotifications">,
  written: Written | WriteFailure,
): Activity | Rejected {
  if (written === "NOT_FOUND") return activityNotFound();
  if (typeof written === "string") return new Rejected([problems[written]]);
  receivedNotifications.announce(written.recipientIds);
  return toActivity(written);
}
