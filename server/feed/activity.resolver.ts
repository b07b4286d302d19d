import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { z } from "zod";
import { checkInput } from "../graphql/check-input.ts";
import { type Context, requireMember } from "../graphql/context.ts";
import { countCodePoints, hasUnprintable, isVisible } from "../graphql/plain-text.ts";
import type { Rejected } from "../graphql/problem.type.ts";
import { findMember } from "../users/find-member.ts";
import { CreateActivityInput } from "./activity.input.ts";
import { type Activity, CreateActivityResult, toActivity } from "./activity.type.ts";
import { createActivity } from "./create-activity.ts";

const maximumLength = 280;
const rules = z.object({
  message: z
    .string()
    .transform((message) => message.replaceAll(/\r\n?/g, "\n").trim())
    .refine((message) => isVisible(message), "Write something.")
    .refine(
      (message) => countCodePoints(message) <= maximumLength,
      `A post has at most ${maximumLength} characters.`,
    )
    .refine((message) => !hasUnprintable(message), "A post is text, without control characters."),
});

@Resolver()
export class ActivityResolver {
  @Mutation(() => CreateActivityResult, { description: "Posts to the home feed. Wants an access token." })
  async createActivity(
    @Arg("input", () => CreateActivityInput, { description: "The post." }) input: CreateActivityInput,
    @Ctx() context: Context,
  ): Promise<Activity | Rejected> {
    const member = requireMember(context);
    const checked = checkInput(rules, input);
    if (!checked.ok) return checked.rejected;
    const { expiresIn, audience } = input;
    const author = await findMember(context, member);
    return toActivity(await createActivity(context, author, { ...checked.value, expiresIn, audience }));
  }
}
