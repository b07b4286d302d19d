import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import { z } from "zod";
import { checkInput } from "../../graphql/check-input.ts";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { isRefusal, UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { AuthContext } from "../context.ts";
import type { SignedIn } from "../session/session.type.ts";
import { type AttemptContext, countAttempt, resetAttempts } from "../shared/attempts.ts";
import { fromPool, toConfirmationDelivery } from "../shared/code-delivery.ts";
import { type Identifier, toIdentifier } from "../shared/identifier.ts";
import { identifierText } from "../shared/input-rules.ts";
import { withMinimumDuration } from "../shared/minimum-duration.ts";
import { isPossiblePassword } from "../shared/password-rules.ts";
import { invalidCredentials, toRejected } from "../shared/problems.ts";
import { passwordSpellings } from "../../user-pool/verbs/spellings.ts";
import type { ChallengeRequired } from "./challenge.type.ts";
import { continueSignIn } from "./complete-sign-in.ts";
import { SignInInput } from "./sign-in.input.ts";
import { ConfirmationRequired, PasswordResetRequired, SignInResult } from "./sign-in.type.ts";

const rules = z.object({
  identifier: identifierText,
  password: z.string().min(1, "Enter the password."),
});

@Resolver()
export class SignInResolver {
  @Extensions(accountMutation)
  @Mutation(() => SignInResult, {
    description:
      "Signs in with a password, and what the user pool signs in by: an e-mail address, a phone number or a username. The result says what else the sign-in requires. In a browser the new session replaces the previous one. Sign in again where a mutation requires a recent sign-in.",
  })
  async signIn(
    @Arg("input", () => SignInInput, { description: "The credentials." }) input: SignInInput,
    @Ctx() context: AuthContext,
  ): Promise<SignedIn | ChallengeRequired | ConfirmationRequired | PasswordResetRequired | Rejected> {
    const checked = checkInput(rules, input);
    if (!checked.ok) return checked.rejected;
    const { password } = checked.value;
    const identifier = toIdentifier(context.poolProfile(), checked.value.identifier);
    if (identifier instanceof Rejected) return identifier;
    const { value: username, key } = identifier;
    return await withMinimumDuration(context, async () => {
      // The pool gets each spelling of a password, and counts each.
      const guesses = passwordSpellings(password).length;
      const tooMany = await countAttempt(context, "password", key, { times: guesses });
      if (tooMany) return tooMany;
      if (!isPossiblePassword(password)) return new Rejected([invalidCredentials()]);
      try {
        const provedAt = context.clock();
        const authentication = await context.userPool.signIn({ username, password });
        // A challenge may have sent a mail, so it keeps counting until it is answered.
        if (authentication.kind === "tokens")
          await resetAttempts(context, "password", key, { times: guesses });
        return await continueSignIn(
          context,
          { identifier: key, authentication, provedAt },
          input.refreshTokenDelivery,
        );
      } catch (error) {
        if (!(error instanceof UserPoolError)) throw error;
        // The pool returns these two codes only after the right password.
        if (error.code === "NOT_CONFIRMED") return await requireConfirmation(context, identifier);
        if (error.code === "PASSWORD_RESET_REQUIRED") return new PasswordResetRequired(username);
        return isRefusal(error) ? new Rejected([invalidCredentials()]) : toRejected(error);
      }
    });
  }
}

async function requireConfirmation(
  context: Pick<AuthContext, "userPool" | "poolProfile" | "log"> & AttemptContext,
  identifier: Identifier,
): Promise<ConfirmationRequired> {
  const { value: username, key } = identifier;
  if (await countAttempt(context, "mail", key)) return new ConfirmationRequired(username, null);
  try {
    const sent = await context.userPool.resendConfirmationCode({ username });
    const delivery = sent ? fromPool(sent) : toConfirmationDelivery(context.poolProfile(), identifier);
    return new ConfirmationRequired(username, delivery);
  } catch (error) {
    if (!(error instanceof UserPoolError)) throw error;
    context.log.info({ code: error.code }, "confirmation code not resent");
    return new ConfirmationRequired(username, null);
  }
}
