import { z } from "zod";
import { checkInput } from "../../graphql/check-input.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { findUserBySub } from "../../users/find-user-by-sub.ts";
import type { AuthContext } from "../context.ts";
import { forgetDevices } from "../devices/forget-devices.ts";
import { SignInRequired } from "../session/session.type.ts";
import { recoveryCodeUsed } from "../shared/account-notices.ts";
import { type AttemptContext, countAttempt, resetAttempts } from "../shared/attempts.ts";
import { invalidOrExpiredCode } from "../shared/problems.ts";
import { acceptAnswer, guessedCode } from "../sign-in/challenge-guesses.ts";
import type { PendingChallenge } from "../sign-in/challenges-table.ts";
import { endChallenge, refundAnswer } from "../sign-in/challenges.ts";
import { recoveryCodeRule } from "./recovery-code.ts";
import { giveBackRecoveryCode, spendRecoveryCode } from "./recovery-codes.ts";

type RecoveryContext = Pick<
  AuthContext,
  "db" | "clock" | "userPool" | "recoveryCodeKey" | "notices" | "acceptLanguage" | "log"
> &
  AttemptContext;

/** The id of no user. */
const nobodysId = "00000000-0000-0000-0000-000000000000";

const rules = z.object({ recoveryCode: recoveryCodeRule });

/**
 * Answers a challenge for a second factor with a recovery code: switches the authenticator app off at the pool, and ends
 * this sign-in, since the pool only goes on with the code of the app. The next one asks for what the account still has.
 *
 * The same calls are made for an account without recovery codes.
 *
 * @throws UserPoolError if the pool does not switch the app off: the code stays valid.
 */
export async function recover(
  context: RecoveryContext,
  challenge: PendingChallenge,
  input: { recoveryCode: string },
): Promise<SignInRequired | Rejected> {
  const { db, userPool, notices } = context;
  const { identifier, username, provedFactor } = challenge;
  const checked = checkInput(rules, input);
  if (!checked.ok) return checked.rejected;
  const tooMany =
    (await countAttempt(context, "code", guessedCode(challenge))) ?? (await acceptAnswer(db, challenge));
  if (tooMany) return tooMany;
  try {
    const account = await userPool.findAccount({ username });
    const user = await findUserBySub(db, account?.sub ?? "");
    const spent = await spendRecoveryCode(context, user?.id ?? nobodysId, checked.value.recoveryCode);
    if (!user || !spent) return new Rejected([invalidOrExpiredCode("recoveryCode")]);
    try {
      await userPool.removeTotp({ username });
    } catch (error) {
      await giveBackRecoveryCode(db, spent);
      throw error;
    }
    await forgetDevices(context, user);
    notices.send(user.email, recoveryCodeUsed, context.acceptLanguage);
  } catch (error) {
    await refundAnswer(db, challenge);
    throw error;
  }
  await resetAttempts(context, "code", guessedCode(challenge));
  if ((provedFactor ?? "PASSWORD") === "PASSWORD") await resetAttempts(context, "password", identifier);
  await endChallenge(db, challenge);
  return new SignInRequired(identifier);
}
