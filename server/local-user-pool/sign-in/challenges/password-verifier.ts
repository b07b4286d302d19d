import { timingSafeEqual } from "node:crypto";
import { recordSignInAttempt } from "../../attempts/lockout.ts";
import { computeClientProof } from "../../passwords/srp.ts";
import { incorrectUsernameOrPassword, UserPoolException } from "../../protocol/exceptions.ts";
import { requireParameter } from "../../protocol/parameters.ts";
import type { User } from "../../tables/users-table.ts";
import { completeFirstFactor } from "../factors/first-factor.ts";
import type { AuthResponse } from "../sessions/auth-response.ts";
import { belongsTo, consumeAuthSession, requireClientAuthSession } from "../sessions/auth-sessions.ts";
import type { AuthSession } from "../sessions/auth-sessions.ts";
import { findNamedUser } from "./challenge-request.ts";
import type { ChallengeRequest } from "./challenge-request.ts";

const maxClockSkewMs = 5 * 60 * 1000;

/** PASSWORD_VERIFIER: the second half of a sign-in with Secure Remote Password. All failures have the same error. */
export async function respondToPasswordVerifier(request: ChallengeRequest): Promise<AuthResponse> {
  const { context, app, responses } = request;
  const { database, now } = context;
  const secretBlock = requireParameter(responses, "PASSWORD_CLAIM_SECRET_BLOCK");
  const proof = Buffer.from(requireParameter(responses, "PASSWORD_CLAIM_SIGNATURE"), "base64");
  const timestamp = requireParameter(responses, "TIMESTAMP");
  const { session, user } = await requireSrpSession(request, secretBlock);

  // Consumed before the proof is checked, so that one exchange permits one guess.
  await consumeAuthSession(database, session, now).catch(hideReason);
  const { state } = session;
  const expected = computeClientProof(
    { poolId: app.pool.id, username: session.username },
    { ...state, secretBlock: Buffer.from(secretBlock, "base64"), timestamp },
  );
  const isProofValid =
    expected !== undefined && proof.length === expected.length && timingSafeEqual(proof, expected);
  const isCorrect =
    isProofValid && isRecent(timestamp, now) && user !== undefined && hasSessionPassword(user, session);
  await recordSignInAttempt(context, app.pool, state.subject, "Password", isCorrect);
  if (!isCorrect) throw incorrectUsernameOrPassword();
  return await completeFirstFactor(context, app, user, "PASSWORD");
}

/** The session of the exchange and its user, which the request may name by any sign-in name. */
async function requireSrpSession(request: ChallengeRequest, secretBlock: string) {
  const { context, app } = request;
  try {
    const session = await requireClientAuthSession(context, app, secretBlock, "PASSWORD_VERIFIER");
    return { session, user: await findNamedUser(request, session) };
  } catch (error) {
    return hideReason(error);
  }
}

function hideReason(error: unknown): never {
  throw error instanceof UserPoolException ? incorrectUsernameOrPassword() : error;
}

/**
 * Whether the session's password is the user's current one. For users without a password the verifier is simulated.
 */
function hasSessionPassword(user: User, session: AuthSession): boolean {
  return user.srpVerifier !== null && belongsTo(session, user);
}

/** Checks the client's time, such as `Tue Sep 1 09:05:03 UTC 2026`, which its proof includes. */
function isRecent(timestamp: string, now: Date): boolean {
  const match = /^[A-Z][a-z]{2} ([A-Z][a-z]{2} \d{1,2}) (\d\d:\d\d:\d\d) UTC (\d{4})$/.exec(timestamp);
  if (!match) return false;
  const [, day, time, year] = match;
  return Math.abs(Date.parse(`${day} ${year} ${time} UTC`) - now.getTime()) <= maxClockSkewMs;
}
