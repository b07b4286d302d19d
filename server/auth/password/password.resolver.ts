import { Arg, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { z } from "zod";
import { checkInput } from "../../graphql/check-input.ts";
import { limitAction } from "../../graphql/limit-action.ts";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { type Problem, Rejected } from "../../graphql/problem.type.ts";
import { toQueryError } from "../../graphql/to-query-error.ts";
import type { PoolProfile } from "../../user-pool/profile/pool-profile.ts";
import { isOfExistingAccount, isRefusal, UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { AuthContext } from "../context.ts";
import { refusePassword } from "../new-password/refuse-password.ts";
import { requireRecentSignIn } from "../session/recent-sign-in.ts";
import { type SignedIn, SignInRequired } from "../session/session.type.ts";
import { countAttempt, refundMailAttempt, resetAttempts } from "../shared/attempts.ts";
import { toRecoveryDelivery } from "../shared/code-delivery.ts";
import { CodeSent } from "../shared/code-delivery.type.ts";
import { toIdentifier } from "../shared/identifier.ts";
import { codeRule, identifierText } from "../shared/input-rules.ts";
import { lacksPassword } from "../shared/lacks-password.ts";
import { withMinimumDuration } from "../shared/minimum-duration.ts";
import { isPossiblePassword, newPasswordRule } from "../shared/password-rules.ts";
import { invalidOrExpiredCode, toRejected, wrongPassword } from "../shared/problems.ts";
import type { ChallengeRequired } from "../sign-in/challenge.type.ts";
import { continueSignIn } from "../sign-in/complete-sign-in.ts";
import { findMember } from "../../users/find-member.ts";
import { Viewer } from "../../users/viewer.type.ts";
import { changePassword, resetPassword } from "./change-password.ts";
import { ChangePasswordInput, ConfirmForgotPasswordInput, ForgotPasswordInput } from "./password.input.ts";
import {
  ChangePasswordResult,
  ConfirmForgotPasswordResult,
  ForgotPasswordResult,
  PasswordChanged,
} from "./password.type.ts";

const forgotPasswordRules = z.object({ identifier: identifierText });
const confirmForgotPasswordRules = ({ passwordPolicy }: PoolProfile) =>
  z.object({ identifier: identifierText, code: codeRule, newPassword: newPasswordRule(passwordPolicy) });
const changePasswordRules = ({ passwordPolicy }: PoolProfile) =>
  z.object({
    currentPassword: z
      .string()
      .nullish()
      .transform((password) => password || undefined),
    newPassword: newPasswordRule(passwordPolicy),
  });

function currentPasswordMissing(): Problem {
  return { code: "INVALID_INPUT", message: "Enter the current password.", field: "currentPassword" };
}

@Resolver(() => Viewer)
export class PasswordResolver {
  @FieldResolver(() => Boolean, {
    description:
      "Whether the account has a password. If not, `changePassword` sets the first one, `deleteAccount` takes a recent sign-in in its place, and `signOutEverywhere` another first factor. True also for an access token that may not ask the user pool.",
  })
  async hasPassword(@Root() { member }: Viewer, @Ctx() context: AuthContext): Promise<boolean> {
    try {
      return (await lacksPassword(context, member)) !== true;
    } catch (error) {
      throw toQueryError(error);
    }
  }

  @Extensions(accountMutation)
  @Mutation(() => ForgotPasswordResult, {
    description:
      "Sends a code for `confirmForgotPassword`, if there is a confirmed account with this identifier.",
  })
  async forgotPassword(
    @Arg("input", () => ForgotPasswordInput, { description: "The identifier." }) input: ForgotPasswordInput,
    @Ctx() context: AuthContext,
  ): Promise<CodeSent | Rejected> {
    const checked = checkInput(forgotPasswordRules, input);
    if (!checked.ok) return checked.rejected;
    const profile = context.poolProfile();
    const identifier = toIdentifier(profile, checked.value.identifier);
    if (identifier instanceof Rejected) return identifier;
    const { value: username, key } = identifier;
    return await withMinimumDuration(context, async () => {
      const tooMany = await countAttempt(context, "mail", key);
      if (tooMany) return tooMany;
      try {
        await context.userPool.forgotPassword({ username });
      } catch (error) {
        if (!isRefusal(error) && !isOfExistingAccount(error)) return toRejected(error);
      }
      return new CodeSent(username, toRecoveryDelivery(profile, identifier));
    });
  }

  @Extensions(accountMutation)
  @Mutation(() => ConfirmForgotPasswordResult, {
    description: "Sets a new password with the code, ends all sessions of the account, and signs in.",
  })
  async confirmForgotPassword(
    @Arg("input", () => ConfirmForgotPasswordInput, { description: "The code and the new password." })
    input: ConfirmForgotPasswordInput,
    @Ctx() context: AuthContext,
  ): Promise<SignedIn | ChallengeRequired | SignInRequired | Rejected> {
    const checked = checkInput(confirmForgotPasswordRules(context.poolProfile()), input);
    if (!checked.ok) return checked.rejected;
    const { code, newPassword: password } = checked.value;
    const identifier = toIdentifier(context.poolProfile(), checked.value.identifier);
    if (identifier instanceof Rejected) return identifier;
    const { value: username, key } = identifier;
    // Name and handle would tell a stranger whose the identifier is.
    const refused = await refusePassword(context, { newPassword: password }, [username]);
    if (refused) return refused;
    return await withMinimumDuration(context, async () => {
      const tooMany = await countAttempt(context, "code", `reset ${key}`);
      if (tooMany) return tooMany;
      try {
        await resetPassword(context, identifier, { code, newPassword: password });
        await resetAttempts(context, "code", `reset ${key}`);
        await refundMailAttempt(context, key);
      } catch (error) {
        return isRefusal(error)
          ? new Rejected([invalidOrExpiredCode()])
          : toRejected(error, { password: "newPassword" });
      }
      try {
        const provedAt = context.clock();
        const authentication = await context.userPool.signIn({ username, password });
        const result = await continueSignIn(
          context,
          { identifier: key, authentication, provedAt },
          input.refreshTokenDelivery,
        );
        return result instanceof Rejected ? new SignInRequired(username) : result;
      } catch (error) {
        // The password is set all the same.
        context.log.warn({ err: error }, "password reset, but sign-in failed");
        return new SignInRequired(username);
      }
    });
  }

  @Extensions(accountMutation)
  @Mutation(() => ChangePasswordResult, {
    description:
      "Changes the password, or sets the first one of an account without, and ends all other sessions, here and at the user pool. Requires an access token and a sign-in within the last five minutes.",
  })
  async changePassword(
    @Arg("input", () => ChangePasswordInput, { description: "Both passwords." }) input: ChangePasswordInput,
    @Ctx() context: AuthContext,
  ): Promise<PasswordChanged | Rejected> {
    const member = requireRecentSignIn(context);
    if (member instanceof Rejected) return member;
    const checked = checkInput(changePasswordRules(context.poolProfile()), input);
    if (!checked.ok) return checked.rejected;
    const { currentPassword, newPassword } = checked.value;
    const { name, handle, email } = await findMember(context, member);
    const refused = await refusePassword(context, { newPassword }, [name, handle, email ?? ""]);
    if (refused) return refused;
    const tooMany = await countAttempt(context, "password", member.userId);
    if (tooMany) return tooMany;
    if (currentPassword !== undefined && !isPossiblePassword(currentPassword))
      return new Rejected([wrongPassword("currentPassword")]);
    try {
      if (currentPassword === undefined) {
        const lacks = await lacksPassword(context, member);
        if (lacks instanceof Rejected) return lacks;
        if (!lacks) return new Rejected([currentPasswordMissing()]);
      }
      return await limitAction(context, "notice", member.userId, async () => {
        const continuation = await changePassword(context, member, checked.value);
        await resetAttempts(context, "password", member.userId);
        return new PasswordChanged(context.clock().toISOString(), continuation);
      });
    } catch (error) {
      if (error instanceof UserPoolError && error.code === "NOT_AUTHORIZED")
        return new Rejected([wrongPassword("currentPassword")]);
      return toRejected(error, { password: "newPassword" });
    }
  }
}
