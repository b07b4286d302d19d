import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import { z } from "zod";
import { checkInput } from "../../graphql/check-input.ts";
import type { AuthContext } from "../context.ts";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { isRefusal, UserPoolError } from "../../user-pool/user-pool-error.ts";
import { emailRule, isPossiblePassword } from "../shared/auth-input.ts";
import { ConfirmationRequired, PasswordResetRequired, SignInResult } from "../shared/auth-results.type.ts";
import type { ChallengeRequired } from "./challenge.type.ts";
import { toCodeDelivery } from "../shared/code-delivery.ts";
import { continueSignIn } from "./complete-sign-in.ts";
import { countAttempt, resetAttempts } from "../shared/attempts.ts";
import { withMinimumDuration } from "../shared/minimum-duration.ts";
import type { SignedIn } from "../session/session.type.ts";
import { SignInInput } from "./sign-in.input.ts";
import { invalidCredentials, toRejected } from "../shared/problems.ts";

const rules = z.object({
  email: emailRule,
  password: z.string().min(1, "Write the password."),
});

@Resolver()
export class SignInResolver {
  @Extensions(accountMutation)
  @Mutation(() => SignInResult, {
    description:
      "Signs in by e-mail and password. Where more is needed, the answer says what. In a browser the session before ends, so this is how somebody who is signed in proves again who they are.",
  })
  async signIn(
    @Arg("input", () => SignInInput, { description: "Who signs in." }) input: SignInInput,
    @Ctx() context: AuthContext,
  ): Promise<SignedIn | ChallengeRequired | ConfirmationRequired | PasswordResetRequired | Rejected> {
    const checked = checkInput(rules, input);
    if (!checked.ok) return checked.rejected;
    const { email, password } = checked.value;
    return await withMinimumDuration(context, async () => {
      const tooMany = await countAttempt(context, "password", email);
      if (tooMany) return tooMany;
      if (!isPossiblePassword(password)) return new Rejected([invalidCredentials()]);
      try {
        const provedAt = context.clock();
        const authentication = await context.userPool.signIn({ email, password });
        // A challenge may have sent a mail, which is not to be had without end.
        if (authentication.kind === "tokens") await resetAttempts(context, "password", email);
        return await continueSignIn(context, { email, authentication, provedAt }, input.refreshTokenDelivery);
      } catch (error) {
        if (!(error instanceof UserPoolError)) throw error;
        // The pool says these two only after the right password.
        if (error.code === "NOT_CONFIRMED") return await requireConfirmation(context, email);
        if (error.code === "PASSWORD_RESET_REQUIRED") return new PasswordResetRequired(email);
        return isRefusal(error) ? new Rejected([invalidCredentials()]) : toRejected(error);
      }
    });
  }
}

async function requireConfirmation(context: AuthContext, email: string): Promise<ConfirmationRequired> {
  if (await countAttempt(context, "mail", email)) return new ConfirmationRequired(email, null);
  try {
    await context.userPool.resendConfirmationCode({ email });
    return new ConfirmationRequired(email, toCodeDelivery(email));
  } catch (error) {
    if (!(error instanceof UserPoolError)) throw error;
    context.log.info({ code: error.code }, "no new code was sent");
    return new ConfirmationRequired(email, null);
  }
}
