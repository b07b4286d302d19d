import { Rejected } from "../../graphql/problem.type.ts";
import { isRefusal, UserPoolError } from "../../user-pool/user-pool-error.ts";
import { passwordSpellings } from "../../user-pool/verbs/spellings.ts";
import type { AuthContext } from "../context.ts";
import type { RefreshTokenDelivery } from "../session/refresh-token-delivery.type.ts";
import type { SignedIn } from "../session/session.type.ts";
import { type AttemptContext, countAttempt, resetAttempts } from "../shared/attempts.ts";
import type { Identifier } from "../shared/identifier.ts";
import { isPossiblePassword } from "../shared/password-rules.ts";
import { invalidCredentials, toRejected } from "../shared/problems.ts";
import type { ChallengeRequired } from "./challenge.type.ts";
import { continueSignIn, type SignInContext } from "./complete-sign-in.ts";
import { findBarrier } from "./find-barrier.ts";
import type { ConfirmationRequired, PasswordResetRequired } from "./sign-in-state.type.ts";

/** Signs in with a password. */
export async function signInWithPassword(
  context: SignInContext & AttemptContext & Pick<AuthContext, "userPool" | "poolProfile" | "log">,
  identifier: Identifier,
  password: string,
  delivery: RefreshTokenDelivery,
): Promise<SignedIn | ChallengeRequired | ConfirmationRequired | PasswordResetRequired | Rejected> {
  const { value: username, key } = identifier;
  // The pool gets each spelling of a password, and counts each.
  const guesses = passwordSpellings(password).length;
  const tooMany = await countAttempt(context, "password", key, { times: guesses });
  if (tooMany) return tooMany;
  if (!isPossiblePassword(password)) return new Rejected([invalidCredentials()]);
  try {
    const provedAt = context.clock();
    const authentication = await context.userPool.signIn({ username, password });
    // A challenge may have sent a mail, so it keeps counting until it is answered.
    if (authentication.kind === "tokens") await resetAttempts(context, "password", key, { times: guesses });
    return await continueSignIn(context, { identifier: key, authentication, provedAt }, delivery);
  } catch (error) {
    if (!(error instanceof UserPoolError)) throw error;
    const barrier = await findBarrier(context, identifier, error);
    if (barrier) return barrier;
    return isRefusal(error) ? new Rejected([invalidCredentials()]) : toRejected(error);
  }
}
