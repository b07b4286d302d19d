import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import { z } from "zod";
import { checkInput } from "../../graphql/check-input.ts";
import type { AuthContext } from "../context.ts";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { type Problem, Rejected } from "../../graphql/problem.type.ts";
import { confirmationCodeLifetimeMs } from "../../user-pool/provisioning/pool-definition.ts";
import { isPoolRateLimit, isRefusal, UserPoolError } from "../../user-pool/user-pool-error.ts";
import { extendReservation, handleRule } from "../../users/handles.ts";
import { codeRule, emailRule, nameRule, newPasswordRule } from "../shared/auth-input.ts";
import {
  ConfirmSignUpResult,
  ResendConfirmationCodeResult,
  SignUpResult,
} from "../shared/auth-results.type.ts";
import { codeSent } from "../shared/code-delivery.ts";
import type { CodeSent } from "../shared/code-delivery.type.ts";
import { confirmSignUp } from "./confirm-sign-up.ts";
import { countAttempt, resetAttempts, refundMailAttempt } from "../shared/attempts.ts";
import { withMinimumDuration } from "../shared/minimum-duration.ts";
import type { SignedIn, SignInRequired } from "../session/session.type.ts";
import { ConfirmSignUpInput, ResendConfirmationCodeInput, SignUpInput } from "./sign-up.input.ts";
import { writeSignUpCookie, isOwnSignUp } from "./sign-up-cookie.ts";
import { signUp } from "./sign-up.ts";
import { invalidOrExpiredCode, toRejected } from "../shared/problems.ts";

const signUpRules = z.object({
  email: emailRule,
  password: newPasswordRule,
  name: nameRule,
  handle: handleRule,
});
const confirmSignUpRules = z.object({ email: emailRule, code: codeRule });
const resendRules = z.object({ email: emailRule });

/** What our own rules let pass and the pool does not can only be the address. */
const addressRefused: Problem = {
  code: "INVALID_INPUT",
  message: "This address cannot have an account here. Try another.",
  field: "email",
};

function isInvalidParameter(error: unknown): boolean {
  return error instanceof UserPoolError && error.code === "INVALID_PARAMETER";
}

@Resolver()
export class SignUpResolver {
  @Extensions(accountMutation)
  @Mutation(() => SignUpResult, {
    description:
      "Makes an account that waits for its confirmation, and mails a code. May be repeated: for an address that is not confirmed yet the newest sign-up counts. For one that has an account the answer is the same.",
  })
  async signUp(
    @Arg("input", () => SignUpInput, { description: "The account." }) input: SignUpInput,
    @Ctx() context: AuthContext,
  ): Promise<CodeSent | Rejected> {
    const checked = checkInput(signUpRules, input);
    if (!checked.ok) return checked.rejected;
    return await withMinimumDuration(context, async () => {
      try {
        const signedUp = await signUp(context, checked.value);
        if (signedUp instanceof Rejected) return signedUp;
        writeSignUpCookie(context, checked.value.email, signedUp);
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
    description: "Confirms an account by the code from the mail, and signs in at once.",
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
      const tooMany = await countAttempt(context, "code", `sign-up ${email}`);
      if (tooMany) return tooMany;
      try {
        if (!(await isOwnSignUp(context, email))) return new Rejected([invalidOrExpiredCode()]);
        const confirmed = await confirmSignUp(context, checked.value, input.refreshTokenDelivery);
        await resetAttempts(context, "code", `sign-up ${email}`);
        await refundMailAttempt(context);
        if (context.signUpCookie.read() !== undefined) context.signUpCookie.clear();
        return confirmed;
      } catch (error) {
        // Unknown, confirmed already, wrong, expired: one answer, which says nothing of the account.
        const isRefused =
          isRefusal(error) || (error instanceof UserPoolError && error.code === "USER_EXISTS");
        return isRefused ? new Rejected([invalidOrExpiredCode()]) : toRejected(error);
      }
    });
  }

  @Extensions(accountMutation)
  @Mutation(() => ResendConfirmationCodeResult, {
    description:
      "Mails another code to an account that waits for its confirmation; the one before stops working.",
  })
  async resendConfirmationCode(
    @Arg("input", () => ResendConfirmationCodeInput, { description: "The address." })
    input: ResendConfirmationCodeInput,
    @Ctx() context: AuthContext,
  ): Promise<CodeSent | Rejected> {
    const checked = checkInput(resendRules, input);
    if (!checked.ok) return checked.rejected;
    const { email } = checked.value;
    const { db, clock, userPool } = context;
    return await withMinimumDuration(context, async () => {
      const tooMany = await countAttempt(context, "mail", email);
      if (tooMany) return tooMany;
      // Whatever the pool says: how long a handle is held is to be seen by anybody.
      await extendReservation(db, email, new Date(clock().getTime() + confirmationCodeLifetimeMs));
      try {
        await userPool.resendConfirmationCode({ email });
      } catch (error) {
        if (!isRefusal(error) && !isPoolRateLimit(error)) return toRejected(error);
      }
      return codeSent(email);
    });
  }
}
