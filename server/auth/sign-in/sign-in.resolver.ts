import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import { z } from "zod";
import { checkInput } from "../../graphql/check-input.ts";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { isRefusal, UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { AuthContext } from "../context.ts";
import type { SignedIn } from "../session/session.type.ts";
import { type AttemptContext, countAttempt, resetAttempts } from "../shared/attempts.ts";
import { toCodeDelivery } from "../shared/code-delivery.ts";
import { emailRule, isPossiblePassword } from "../shared/input-rules.ts";
import { withMinimumDuration } from "../shared/minimum-duration.ts";
import { invalidCredentials, toRejected } from "../shared/problems.ts";
import { passwordSpellings } from "../../user-pool/verbs/spellings.ts";
import type { ChallengeRequired } from "./challenge.type.ts";
import { continueSignIn } from "./complete-sign-in.ts";
import { SignInInput } from "./sign-in.input.ts";
import { ConfirmationRequired, PasswordResetRequired, SignInResult } from "./sign-in.type.ts";

const rules = z.object({
  email: emailRule,
  password: z.string().min(1, "Enter the password."),
});

@Resolver()
export class SignInResolver {
  @Extensions(accountMutation)
  @Mutation(() => SignInResult, {
    description:
      "Signs in with e-mail address and password. The result says what else the sign-in requires. In a browser the new session replaces the previous one. Sign in again where a mutation requires a recent sign-in.",
  })
  async signIn(
    @Arg("input", () => SignInInput, { description: "The credentials." }) input: SignInInput,
    @Ctx() context: AuthContext,
  ): Promise<SignedIn | ChallengeRequired | ConfirmationRequired | PasswordResetRequired | Rejected> {
    const checked = checkInput(rules, input);
    if (!checked.ok) return checked.rejected;
    const { email, password } = checked.value;
    return await withMinimumDuration(context, async () => {
      // The pool gets each spelling of a password, and counts each.
      const guesses = passwordSpellings(password).length;
      const tooMany = await countAttempt(context, "password", email, { times: guesses });
      if (tooMany) return tooMany;
      if (!isPossiblePassword(password)) return new Rejected([invalidCredentials()]);
      try {
        const provedAt = context.clock();
        const authentication = await context.userPool.signIn({ email, password });
        // A challenge may have sent a mail, so it keeps counting until it is answered.
        if (authentication.kind === "tokens")
          await resetAttempts(context, "password", email, { times: guesses });
        return await continueSignIn(context, { email, authentication, provedAt }, input.refreshTokenDelivery);
      } catch (error) {
        if (!(error instanceof UserPoolError)) throw error;
        // The pool returns these two codes only after the right password.
        if (error.code === "NOT_CONFIRMED") return await requireConfirmation(context, email);
        if (error.code === "PASSWORD_RESET_REQUIRED") return new PasswordResetRequired(email);
        return isRefusal(error) ? new Rejected([invalidCredentials()]) : toRejected(error);
      }
    });
  }
}

async function requireConfirmation(
  context: Pick<AuthContext, "userPool" | "log"> & AttemptContext,
  email: string,
): Promise<ConfirmationRequired> {
  if (await countAttempt(context, "mail", email)) return new ConfirmationRequired(email, null);
  try {
    await context.userPool.resendConfirmationCode({ email });
    return new ConfirmationRequired(email, toCodeDelivery(email));
  } catch (error) {
    if (!(error instanceof UserPoolError)) throw error;
    context.log.info({ code: error.code }, "confirmation code not resent");
    return new ConfirmationRequired(email, null);
  }
}
