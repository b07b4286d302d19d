import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { z } from "zod";
import { checkInput } from "../graphql/check-input.ts";
import type { Context } from "../graphql/context.ts";
import { Rejected } from "../graphql/problem.type.ts";
import { endSessionsOf } from "../sessions/sessions.ts";
import { isRefusal } from "../user-pool/user-pool-error.ts";
import { codeRule, emailRule, newPasswordRule } from "./auth-input.ts";
import {
  type ChallengeRequired,
  type CodeSent,
  ConfirmForgotPasswordResult,
  ForgotPasswordResult,
  type SignedIn,
  SignInRequired,
} from "./auth-results.type.ts";
import { codeSent } from "./code-delivery.ts";
import { continueSignIn } from "./complete-sign-in.ts";
import { ConfirmForgotPasswordInput, ForgotPasswordInput } from "./password.input.ts";
import { invalidOrExpiredCode, toRejected } from "./to-rejected.ts";

const forgotPasswordRules = z.object({ email: emailRule });
const confirmForgotPasswordRules = z.object({
  email: emailRule,
  code: codeRule,
  newPassword: newPasswordRule,
});

@Resolver()
export class PasswordResolver {
  @Mutation(() => ForgotPasswordResult, {
    description:
      "Mails a code that lets the person choose a new password, if the address has a confirmed account.",
  })
  async forgotPassword(
    @Arg("input", () => ForgotPasswordInput, { description: "The address." }) input: ForgotPasswordInput,
    @Ctx() { userPool }: Context,
  ): Promise<CodeSent | Rejected> {
    const checked = checkInput(forgotPasswordRules, input);
    if (!checked.ok) return checked.rejected;
    try {
      await userPool.forgotPassword(checked.value);
    } catch (error) {
      if (!isRefusal(error)) return toRejected(error);
    }
    return codeSent(checked.value.email);
  }

  @Mutation(() => ConfirmForgotPasswordResult, {
    description:
      "Sets a new password by the code from the mail, ends all sessions of the account, and signs in anew.",
  })
  async confirmForgotPassword(
    @Arg("input", () => ConfirmForgotPasswordInput, { description: "The code and the new password." })
    input: ConfirmForgotPasswordInput,
    @Ctx() context: Context,
  ): Promise<SignedIn | ChallengeRequired | SignInRequired | Rejected> {
    const checked = checkInput(confirmForgotPasswordRules, input);
    if (!checked.ok) return checked.rejected;
    const { email, code, newPassword } = checked.value;
    try {
      await context.userPool.confirmForgotPassword({ email, code, newPassword });
    } catch (error) {
      return isRefusal(error)
        ? new Rejected([invalidOrExpiredCode()])
        : toRejected(error, { password: "newPassword" });
    }
    await endSessionsOf(context.db, context.revocations, email);
    try {
      const authentication = await context.userPool.signIn({ email, password: newPassword });
      return await continueSignIn(context, email, authentication, input.refreshTokenDelivery);
    } catch (error) {
      // The password is set, whatever keeps the sign-in from going through.
      context.log.warn({ err: error }, "password set, but not signed in");
      return new SignInRequired(email);
    }
  }
}
