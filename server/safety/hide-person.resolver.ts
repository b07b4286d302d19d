import { Arg, Ctx, Extensions, Field, ID, InputType, Mutation, ObjectType, Resolver } from "type-graphql";
import { z } from "zod";
import { requireMember } from "../graphql/context.ts";
import { limitAction } from "../graphql/limit-action.ts";
import { contentMutation } from "../graphql/mutation-kind.ts";
import { mutationResult } from "../graphql/mutation-result.ts";
import { type Problem, Rejected } from "../graphql/problem.type.ts";
import { User } from "../users/user.type.ts";
import type { SafetyContext } from "./context.ts";
import { hidePerson, showPerson } from "./hide-person.ts";
import { maximumHidden, type Relation, type RelationKind } from "./relations.ts";

@InputType({ description: "The user to block." })
export class BlockUserInput {
  @Field(() => ID, { description: "The user. Nobody can block themselves." })
  userId!: string;
}

@InputType({ description: "The user to unblock." })
export class UnblockUserInput {
  @Field(() => ID, { description: "The user." })
  userId!: string;
}

@InputType({ description: "The user to mute." })
export class MuteUserInput {
  @Field(() => ID, { description: "The user. Nobody can mute themselves." })
  userId!: string;
}

@InputType({ description: "The user to unmute." })
export class UnmuteUserInput {
  @Field(() => ID, { description: "The user." })
  userId!: string;
}

@ObjectType({ description: "The user is blocked." })
export class UserBlocked {
  @Field(() => User, { description: "Who is blocked." })
  user!: User;
}

@ObjectType({ description: "The user is not blocked by the viewer any more." })
export class UserUnblocked {
  @Field(() => User, { description: "Who was blocked." })
  user!: User;
}

@ObjectType({ description: "The user is muted." })
export class UserMuted {
  @Field(() => User, { description: "Who is muted." })
  user!: User;
}

@ObjectType({ description: "The user is not muted any more." })
export class UserUnmuted {
  @Field(() => User, { description: "Who was muted." })
  user!: User;
}

const BlockUserResult = mutationResult("blockUser", [UserBlocked]);
const UnblockUserResult = mutationResult("unblockUser", [UserUnblocked]);
const MuteUserResult = mutationResult("muteUser", [UserMuted]);
const UnmuteUserResult = mutationResult("unmuteUser", [UserUnmuted]);

@Resolver()
export class HidePersonResolver {
  @Extensions(contentMutation)
  @Mutation(() => BlockUserResult, {
    description: `Blocks a user: from now on neither of the two sees or reaches the other, and the blocked one is not told. Blocking them again changes nothing. LIMIT_REACHED after ${maximumHidden} of them. Requires an access token.`,
  })
  async blockUser(
    @Arg("input", () => BlockUserInput, { description: "The user to block." }) { userId }: BlockUserInput,
    @Ctx() context: SafetyContext,
  ): Promise<UserBlocked | Rejected> {
    const blocked = await change(context, "BLOCK", userId, hidePerson);
    return blocked instanceof Rejected ? blocked : Object.assign(new UserBlocked(), { user: blocked });
  }

  @Extensions(contentMutation)
  @Mutation(() => UnblockUserResult, {
    description: "Takes a block back, if there is one. Requires an access token.",
  })
  async unblockUser(
    @Arg("input", () => UnblockUserInput, { description: "The user to unblock." })
    { userId }: UnblockUserInput,
    @Ctx() context: SafetyContext,
  ): Promise<UserUnblocked | Rejected> {
    const unblocked = await change(context, "BLOCK", userId, showPerson);
    return unblocked instanceof Rejected
      ? unblocked
      : Object.assign(new UserUnblocked(), { user: unblocked });
  }

  @Extensions(contentMutation)
  @Mutation(() => MuteUserResult, {
    description: `Mutes a user: the viewer's lists leave out what they write, and nothing else changes. Muting them again changes nothing. LIMIT_REACHED after ${maximumHidden} of them. Requires an access token.`,
  })
  async muteUser(
    @Arg("input", () => MuteUserInput, { description: "The user to mute." }) { userId }: MuteUserInput,
    @Ctx() context: SafetyContext,
  ): Promise<UserMuted | Rejected> {
    const muted = await change(context, "MUTE", userId, hidePerson);
    return muted instanceof Rejected ? muted : Object.assign(new UserMuted(), { user: muted });
  }

  @Extensions(contentMutation)
  @Mutation(() => UnmuteUserResult, {
    description: "Takes a mute back, if there is one. Requires an access token.",
  })
  async unmuteUser(
    @Arg("input", () => UnmuteUserInput, { description: "The user to unmute." }) { userId }: UnmuteUserInput,
    @Ctx() context: SafetyContext,
  ): Promise<UserUnmuted | Rejected> {
    const unmuted = await change(context, "MUTE", userId, showPerson);
    return unmuted instanceof Rejected ? unmuted : Object.assign(new UserUnmuted(), { user: unmuted });
  }
}

const userIdRule = z.uuid().toLowerCase();

const problems = {
  NOT_FOUND: { code: "NOT_FOUND", message: "There is no such user.", field: "userId" },
  LIMIT_REACHED: {
    code: "LIMIT_REACHED",
    message: `At most ${maximumHidden} people can be blocked, and as many muted.`,
    field: "userId",
  },
  ONESELF: { code: "INVALID_INPUT", message: "Choose somebody else than yourself.", field: "userId" },
} as const satisfies Record<string, Problem>;

/** Changes a block or a mute of the member. The rest of the request sees the effect. */
async function change(
  context: SafetyContext,
  kind: RelationKind,
  userId: string,
  changeHiding: (context: SafetyContext, hiding: Relation) => Promise<User | "NOT_FOUND" | "LIMIT_REACHED">,
): Promise<User | Rejected> {
  const { userId: by } = requireMember(context);
  const whom = userIdRule.safeParse(userId);
  return await limitAction(context, "hide", by, async () => {
    if (!whom.success) return new Rejected([problems.NOT_FOUND]);
    if (whom.data === by) return new Rejected([problems.ONESELF]);
    const changed = await changeHiding(context, { kind, by, whom: whom.data });
    if (typeof changed === "string") return new Rejected([problems[changed]]);
    context.hiddenPeople = await context.hiddenPeopleCache.of(by);
    return changed;
  });
}
