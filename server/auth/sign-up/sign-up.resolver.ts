import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import { z } from "zod";
import { checkInput } from "../../graphql/check-input.ts";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { type Problem, Rejected } from "../../graphql/problem.type.ts";
import { nobody } from "../../user-pool/nobody.ts";
import { isOfExistingAccount, isRefusal, UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { AuthContext } from "../context.ts";
import { type SignedIn, SignInRequired } from "../session/session.type.ts";
import { accountExists } from "../shared/account-notices.ts";
import { refusePassword } from "../new-password/refuse-password.ts";
import { countAttempt, refundMailAttempt, resetAttempts } from "../shared/attempts.ts";
import { toConfirmationDelivery } from "../shared/code-delivery.ts";
import { CodeSent } from "../shared/code-delivery.type.ts";
import { toIdentifier } from "../shared/identifier.ts";
import { codeRule, identifierText } from "../shared/input-rules.ts";
import { withMinimumDuration } from "../shared/minimum-duration.ts";
import { invalidOrExpiredCode, signUpClosed, toRejected } from "../shared/problems.ts";
import { toNewAccount, toSignUpDelivery } from "./new-account.ts";
import { confirmSignUp } from "./confirm-sign-up.ts";
import { signUpBrowserOf, signUpOwnerOf, writeSignUpCookie } from "./sign-up-cookie.ts";
import { ConfirmSignUpInput, ResendConfirmationCodeInput, SignUpInput } from "./sign-up.input.ts";
import { signInNewAccount } from "./sign-in-new-account.ts";
import { signUp } from "./sign-up.ts";
import { ConfirmSignUpResult, ResendConfirmationCodeResult, SignUpResult } from "./sign-up.type.ts";

const confirmSignUpRules = z.object({ identifier: identifierText, code: codeRule });
const resendRules = z.object({ identifier: identifierText });

/**
 * For INVALID_PARAMETER: our rules accepted the other fields, so the pool can only have refused the address, or one of the
 * attributes that it has rules for.
 */
function refusedInput({ email, attributes }: SignUpInput): Problem {
  if (email && !attributes?.length)
    return {
      code: "INVALID_INPUT",
      message: "The user pool does not accept this address. Use another.",
      field: "email",
    };
  return {
    code: "INVALID_INPUT",
    message: "The user pool does not accept one of these values.",
    field: "attributes",
  };
}

function isInvalidParameter(error: unknown): boolean {
  return error instanceof UserPoolError && error.code === "INVALID_PARAMETER";
}

/**
 * The result of a refused code. The browser that signed up learns whether its account is confirmed already: it sent the
 * code twice, or the response to the first request was lost.
 */
async function rejectCode(context: AuthContext, identifier: string): Promise<SignInRequired | Rejected> {
  try {
    const isConfirmed = (await signUpOwnerOf(context, identifier)) === "browserConfirmed";
    return isConfirmed ? new SignInRequired(identifier) : new Rejected([invalidOrExpiredCode()]);
  } catch (error) {
    return toRejected(error);
  }
}

@Resolver()
export class SignUpResolver {
  @Extensions(accountMutation)
  @Mutation(() => SignUpResult, {
    description:
      "Creates an unconfirmed account, and sends a code. If the address or number has an unconfirmed account already, the new one replaces it. The result is the same if it has a confirmed account. Where a trigger of the user pool confirms accounts at once, it signs in instead. Where people may not sign up by themselves, it is rejected with SIGN_UP_CLOSED.",
  })
  async signUp(
    @Arg("input", () => SignUpInput, { description: "The new account." }) input: SignUpInput,
    @Ctx() context: AuthContext,
  ): Promise<CodeSent | SignedIn | SignInRequired | Rejected> {
    const profile = context.poolProfile();
    if (!profile.signUpIsOpen) return new Rejected([signUpClosed()]);
    const account = toNewAccount(profile, input);
    if (account instanceof Rejected) return account;
    const ownWords = [account.name, account.handle, ...Object.values(account.attributes)];
    const { password } = account;
    const refused =
      password === undefined ? undefined : await refusePassword(context, { password }, ownWords);
    if (refused) return refused;
    const { value: username } = account.identifier;
    return await withMinimumDuration(context, async () => {
      try {
        const outcome = await signUp(context, account);
        if (outcome instanceof Rejected) return outcome;
        if (outcome.kind === "created" && outcome.isConfirmed) {
          if (password === undefined) return new SignInRequired(username);
          const authenticate = () => context.userPool.signIn({ username, password });
          return await signInNewAccount(context, username, authenticate, input.refreshTokenDelivery);
        }
        writeSignUpCookie(context, username, outcome);
        // Nothing is verified: an administrator confirms the account.
        if (profile.verifiedAttributes.length === 0) return new SignInRequired(username);
        return new CodeSent(username, toSignUpDelivery(profile, account));
      } catch (error) {
        return isInvalidParameter(error)
          ? new Rejected([refusedInput(input)])
          : toRejected(error, { password: "password" });
      }
    });
  }

  @Extensions(accountMutation)
  @Mutation(() => ConfirmSignUpResult, {
    description: "Confirms an account with the code, and signs in.",
  })
  async confirmSignUp(
    @Arg("input", () => ConfirmSignUpInput, { description: "The identifier and its code." })
    input: ConfirmSignUpInput,
    @Ctx() context: AuthContext,
  ): Promise<SignedIn | SignInRequired | Rejected> {
    const checked = checkInput(confirmSignUpRules, input);
    if (!checked.ok) return checked.rejected;
    const identifier = toIdentifier(context.poolProfile(), checked.value.identifier);
    if (identifier instanceof Rejected) return identifier;
    const { value: username, key } = identifier;
    return await withMinimumDuration(context, async () => {
      const browser = signUpBrowserOf(context, username);
      const tooMany = await countAttempt(context, "code", `sign-up ${key}`, { browser });
      if (tooMany) return tooMany;
      try {
        const owner = await signUpOwnerOf(context, username);
        const confirmed = await confirmSignUp(
          context,
          { username: owner === "other" ? nobody() : username, code: checked.value.code },
          input.refreshTokenDelivery,
        );
        await resetAttempts(context, "code", `sign-up ${key}`, { browser });
        await refundMailAttempt(context, key);
        return confirmed;
      } catch (error) {
        // One result for an unknown, wrong or expired code and a confirmed account: it reveals nothing of the
        // account.
        const isRefused =
          isRefusal(error) || (error instanceof UserPoolError && error.code === "USER_EXISTS");
        if (!isRefused) return toRejected(error);
        return await rejectCode(context, username);
      }
    });
  }

  @Extensions(accountMutation)
  @Mutation(() => ResendConfirmationCodeResult, {
    description: "Sends another code for an unconfirmed account. The previous code expires.",
  })
  async resendConfirmationCode(
    @Arg("input", () => ResendConfirmationCodeInput, { description: "The identifier." })
    input: ResendConfirmationCodeInput,
    @Ctx() context: AuthContext,
  ): Promise<CodeSent | Rejected> {
    const checked = checkInput(resendRules, input);
    if (!checked.ok) return checked.rejected;
    const profile = context.poolProfile();
    const identifier = toIdentifier(profile, checked.value.identifier);
    if (identifier instanceof Rejected) return identifier;
    const { kind, value: username, key } = identifier;
    return await withMinimumDuration(context, async () => {
      const tooMany = await countAttempt(context, "mail", key);
      if (tooMany) return tooMany;
      try {
        await context.userPool.resendConfirmationCode({ username });
      } catch (error) {
        // The pool refuses so for confirmed accounts alone, whose owner gets the mail that a sign-up sends.
        if (isInvalidParameter(error) && kind === "EMAIL")
          context.notices.send(username, accountExists, context.acceptLanguage);
        if (!isRefusal(error) && !isOfExistingAccount(error)) return toRejected(error);
      }
      return new CodeSent(username, toConfirmationDelivery(profile, identifier));
    });
  }
}
