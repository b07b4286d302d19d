import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import { z } from "zod";
import { checkInput } from "../../graphql/check-input.ts";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { type Problem, Rejected } from "../../graphql/problem.type.ts";
import { nobody } from "../../user-pool/nobody.ts";
import { isOfExistingAccount, isRefusal, UserPoolError } from "../../user-pool/user-pool-error.ts";
import { handleRule } from "../../users/handles.ts";
import type { AuthContext } from "../context.ts";
import { type SignedIn, SignInRequired } from "../session/session.type.ts";
import { accountExists } from "../shared/account-notices.ts";
import { countAttempt, refundMailAttempt, resetAttempts } from "../shared/attempts.ts";
import { codeSent } from "../shared/code-delivery.ts";
import type { CodeSent } from "../shared/code-delivery.type.ts";
import { codeRule, emailRule, nameRule, newEmailRule, newPasswordRule } from "../shared/input-rules.ts";
import { withMinimumDuration } from "../shared/minimum-duration.ts";
import { invalidOrExpiredCode, toRejected } from "../shared/problems.ts";
import { confirmSignUp } from "./confirm-sign-up.ts";
import { signUpBrowserOf, signUpOwnerOf, writeSignUpCookie } from "./sign-up-cookie.ts";
import { ConfirmSignUpInput, ResendConfirmationCodeInput, SignUpInput } from "./sign-up.input.ts";
import { signInNewAccount } from "./sign-in-new-account.ts";
import { signUp } from "./sign-up.ts";
import { ConfirmSignUpResult, ResendConfirmationCodeResult, SignUpResult } from "./sign-up.type.ts";

const signUpRules = z.object({
  email: newEmailRule,
  password: newPasswordRule,
  name: nameRule,
  handle: handleRule,
});
const confirmSignUpRules = z.object({ email: emailRule, code: codeRule });
const resendRules = z.object({ email: emailRule });

/**
 * For INVALID_PARAMETER: the rules above accepted the other fields, so the pool can only have refused the
 * address.
 */
const addressRefused: Problem = {
  code: "INVALID_INPUT",
  message: "The user pool does not accept this address. Use another.",
  field: "email",
};

function isInvalidParameter(error: unknown): boolean {
  return error instanceof UserPoolError && error.code === "INVALID_PARAMETER";
}

/**
 * The result of a refused code. The browser that signed up learns whether its account is confirmed already: it sent the
 * code twice, or the response to the first request was lost.
 */
async function rejectCode(context: AuthContext, email: string): Promise<SignInRequired | Rejected> {
  try {
    const isConfirmed = (await signUpOwnerOf(context, email)) === "browserConfirmed";
    return isConfirmed ? new SignInRequired(email) : new Rejected([invalidOrExpiredCode()]);
  } catch (error) {
    return toRejected(error);
  }
}

@Resolver()
export class SignUpResolver {
  @Extensions(accountMutation)
  @Mutation(() => SignUpResult, {
    description:
      "Creates an unconfirmed account, and mails a code. If the address has an unconfirmed account already, the new one replaces it. The result is the same if the address has a confirmed account. Where a trigger of the user pool confirms accounts at once, it signs in instead.",
  })
  async signUp(
    @Arg("input", () => SignUpInput, { description: "The new account." }) input: SignUpInput,
    @Ctx() context: AuthContext,
  ): Promise<CodeSent | SignedIn | SignInRequired | Rejected> {
    const checked = checkInput(signUpRules, input);
    if (!checked.ok) return checked.rejected;
    return await withMinimumDuration(context, async () => {
      try {
        const outcome = await signUp(context, checked.value);
        if (outcome instanceof Rejected) return outcome;
        if (outcome.kind === "created" && outcome.isConfirmed) {
          const { email } = checked.value;
          const authenticate = () => context.userPool.signIn(checked.value);
          return await signInNewAccount(context, email, authenticate, input.refreshTokenDelivery);
        }
        writeSignUpCookie(context, checked.value.email, outcome);
        return codeSent(checked.value.email);
      } catch (error) {
        return isInvalidParameter(error)
          ? new Rejected([addressRefused])
          : toRejected(error, { password: "password" });
      }
    });
  }

  @Extensions(accountMutation)
  @Mutation(() => ConfirmSignUpResult, {
    description: "Confirms an account with the mailed code, and signs in.",
  })
  async confirmSignUp(
    @Arg("input", () => ConfirmSignUpInput, { description: "The address and its code." })
    input: ConfirmSignUpInput,
    @Ctx() context: AuthContext,
  ): Promise<SignedIn | SignInRequired | Rejected> {
    const checked = checkInput(confirmSignUpRules, input);
    if (!checked.ok) return checked.rejected;
    const { email } = checked.value;
    return await withMinimumDuration(context, async () => {
      const browser = signUpBrowserOf(context, email);
      const tooMany = await countAttempt(context, "code", `sign-up ${email}`, { browser });
      if (tooMany) return tooMany;
      try {
        const owner = await signUpOwnerOf(context, email);
        const confirmed = await confirmSignUp(
          context,
          { email: owner === "other" ? nobody() : email, code: checked.value.code },
          input.refreshTokenDelivery,
        );
        await resetAttempts(context, "code", `sign-up ${email}`, { browser });
        await refundMailAttempt(context, email);
        return confirmed;
      } catch (error) {
        // One result for an unknown, wrong or expired code and a confirmed account: it reveals nothing of the
        // account.
        const isRefused =
          isRefusal(error) || (error instanceof UserPoolError && error.code === "USER_EXISTS");
        if (!isRefused) return toRejected(error);
        return await rejectCode(context, email);
      }
    });
  }

  @Extensions(accountMutation)
  @Mutation(() => ResendConfirmationCodeResult, {
    description: "Mails another code for an unconfirmed account. The previous code expires.",
  })
  async resendConfirmationCode(
    @Arg("input", () => ResendConfirmationCodeInput, { description: "The address." })
    input: ResendConfirmationCodeInput,
    @Ctx() context: AuthContext,
  ): Promise<CodeSent | Rejected> {
    const checked = checkInput(resendRules, input);
    if (!checked.ok) return checked.rejected;
    const { email } = checked.value;
    return await withMinimumDuration(context, async () => {
      const tooMany = await countAttempt(context, "mail", email);
      if (tooMany) return tooMany;
      try {
        await context.userPool.resendConfirmationCode({ email });
      } catch (error) {
        // The pool refuses so for confirmed accounts alone, whose owner gets the mail that a sign-up sends.
        if (isInvalidParameter(error)) context.notices.send(email, accountExists);
        if (!isRefusal(error) && !isOfExistingAccount(error)) return toRejected(error);
      }
      return codeSent(email);
    });
  }
}
