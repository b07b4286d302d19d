import { timingSafeEqual } from "node:crypto";
import { eq } from "drizzle-orm";
import { settleGuess } from "../../attempts/lockout.ts";
import type { AuthAnswer } from "../sessions/auth-response.ts";
import { requireSession, useSession, isTheirs } from "../sessions/auth-sessions.ts";
import type { AuthSession } from "../sessions/auth-sessions.ts";
import { incorrectUsernameOrPassword, UserPoolException } from "../../protocol/exceptions.ts";
import { passFirstFactor } from "../factors/first-factor.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import { expectedProof } from "../../passwords/srp.ts";
import { users } from "../../tables/users-table.ts";
import type { User } from "../../tables/users-table.ts";
import type { ChallengeAnswer } from "./challenge-response.ts";

const maxClockSkewMs = 5 * 60 * 1000;

/** The second half of a sign-in by Secure Remote Password. Whatever is wrong, the answer is the same. */
export async function answerPasswordVerifier(answer: ChallengeAnswer): Promise<AuthAnswer> {
  const { context, owner, responses } = answer;
  const { database, now } = context;
  const secretBlock = requireParameter(responses, "PASSWORD_CLAIM_SECRET_BLOCK");
  const proof = Buffer.from(requireParameter(responses, "PASSWORD_CLAIM_SIGNATURE"), "base64");
  const timestamp = requireParameter(responses, "TIMESTAMP");
  const session = await findExchange(answer, secretBlock);

  // Used up before the proof is looked at: one exchange, one guess.
  await useSession(database, session, now).catch(hideReason);
  const { state } = session;
  const [user] =
    session.userId === null ? [] : await database.select().from(users).where(eq(users.id, session.userId));
  const expected = expectedProof(
    { poolId: owner.pool.id, username: session.username },
    { ...state, secretBlock: Buffer.from(secretBlock, "base64"), timestamp },
  );
  const isProved =
    expected !== undefined && proof.length === expected.length && timingSafeEqual(proof, expected);
  const isRight =
    isProved && isRecent(timestamp, now) && user !== undefined && hasThatPassword(user, session);
  await settleGuess(context, owner.pool, state.subject, "Password", isRight);
  if (!isRight) throw incorrectUsernameOrPassword();
  return await passFirstFactor(context, owner, user, "PASSWORD");
}

async function findExchange({ context, owner, username }: ChallengeAnswer, secretBlock: string) {
  const session = await requireSession(context, owner, secretBlock, "PASSWORD_VERIFIER").catch(hideReason);
  if (session.username !== username) throw incorrectUsernameOrPassword();
  return session;
}

function hideReason(error: unknown): never {
  throw error instanceof UserPoolException ? incorrectUsernameOrPassword() : error;
}

/** Somebody without a password had a verifier made up for the exchange. */
function hasThatPassword(user: User, session: AuthSession): boolean {
  return user.srpVerifier !== null && isTheirs(session, user);
}

/** `Tue Sep 1 09:05:03 UTC 2026`: the client's time, which its proof covers. */
function isRecent(timestamp: string, now: Date): boolean {
  const match = /^[A-Z][a-z]{2} ([A-Z][a-z]{2} \d{1,2}) (\d\d:\d\d:\d\d) UTC (\d{4})$/.exec(timestamp);
  if (!match) return false;
  const [, day, time, year] = match;
  return Math.abs(Date.parse(`${day} ${year} ${time} UTC`) - now.getTime()) <= maxClockSkewMs;
}
