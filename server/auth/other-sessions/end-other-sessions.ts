import type { Member } from "../../graphql/identity.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { revokeSessionsAtPool } from "../../sessions/end-sessions.ts";
import { endAllSessionsHere, findSessionOf, replaceSignIn } from "../../sessions/sessions.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import type { Authentication, Tokens } from "../../user-pool/verbs/authentication.ts";
import type { UserRow } from "../../users/users-table.ts";
import { toViewer } from "../../users/viewer.type.ts";
import type { AuthContext } from "../context.ts";
import { confirmDevice } from "../devices/track-device.ts";
import { type Session, SignedIn } from "../session/session.type.ts";
import { verifyIssuedToken } from "../session/verify-issued-token.ts";
import { toIdentifier } from "../shared/identifier.ts";
import type { Challenge } from "../sign-in/challenge.type.ts";
import { startChallenge, unsupportedStep } from "../sign-in/challenges.ts";
import { completeSignIn, type SignInContext } from "../sign-in/complete-sign-in.ts";
import { type FirstFactorContext, offerFirstFactors } from "../sign-in/start-first-factor.ts";
import { signOutAtPool } from "./sign-out-at-pool.ts";

/**
 * How the current session goes on. Neither if the pool did not respond: then it ends when it is refreshed, and
 * its access token is accepted here until it expires.
 */
export type Continuation = {
  session?: Session;
  /** What the new sign-in requires before the session can go on. */
  challenge?: Challenge;
};

type OtherSessionsContext = SignInContext & Pick<AuthContext, "db" | "log">;

/**
 * Ends all sessions of a member but the current one, here and at the pool, of every app client. The pool can
 * only end all sign-ins of an account, so the current session goes on by a new one.
 *
 * @param password the right one. The caller has checked it.
 */
export async function endOtherSessions(
  context: OtherSessionsContext,
  member: Member,
  { user, password }: { user: UserRow; password: string },
): Promise<Continuation> {
  const ended = await endAllSessionsHere(context, user, member.claims.originJti);
  if (!(await signOutAtPool(context, member))) {
    await revokeSessionsAtPool(context, ended);
    return {};
  }
  try {
    const provedAt = context.clock();
    const authentication = await context.userPool.signIn({ username: member.claims.username, password });
    return await goOn(context, member, { user, authentication, provedAt });
  } catch (error) {
    context.log.warn(
      { err: error instanceof UserPoolError ? error.code : error },
      "other sessions ended, but the current one has no new sign-in",
    );
    return {};
  }
}

/**
 * The same for a member who has no password: the current session goes on by another first factor, which the person chooses
 * and shows.
 */
export async function endOtherSessionsWithoutPassword(
  context: OtherSessionsContext & FirstFactorContext,
  member: Member,
  user: UserRow,
): Promise<Continuation> {
  const ended = await endAllSessionsHere(context, user, member.claims.originJti);
  if (!(await signOutAtPool(context, member))) {
    await revokeSessionsAtPool(context, ended);
    return {};
  }
  const profile = context.poolProfile();
  const identifier = toIdentifier(profile, member.claims.username);
  if (identifier instanceof Rejected) return {};
  const factors = profile.firstFactors.filter((factor) => factor !== "PASSWORD");
  const offered = await offerFirstFactors(context, identifier, factors);
  return offered instanceof Rejected ? {} : { challenge: offered.challenge };
}

async function goOn(
  context: OtherSessionsContext,
  member: Member,
  { user, authentication, provedAt }: { user: UserRow; authentication: Authentication; provedAt: Date },
): Promise<Continuation> {
  if (authentication.kind === "challenge") {
    if (unsupportedStep(authentication) !== undefined) return {};
    return {
      challenge: await startChallenge(
        context,
        { identifier: user.email ?? member.claims.username, provedAt },
        authentication,
      ),
    };
  }
  const { tokens } = authentication;
  const kept = await keepSession(context, member, { user, tokens, provedAt });
  if (kept) return { session: kept };
  const delivery = context.refreshTokenCookie.read() === undefined ? "PAYLOAD" : "COOKIE";
  const result = await completeSignIn(
    context,
    { identifier: user.email ?? member.claims.username, tokens, provedAt },
    delivery,
  );
  return result instanceof SignedIn ? { session: result.session } : {};
}

/**
 * Lets the current session go on with the tokens of the new sign-in.
 *
 * @returns undefined if that cannot be: it is of another app client, or its refresh tokens are not known here.
 */
async function keepSession(
  context: OtherSessionsContext,
  member: Member,
  { user, tokens, provedAt }: { user: UserRow; tokens: Tokens; provedAt: Date },
): Promise<Session | undefined> {
  const { db, clock, revocations } = context;
  const { accessToken, refreshToken } = tokens;
  const current = await findSessionOf(db, user.id, member.claims.originJti);
  if (!current || refreshToken === undefined) return undefined;
  const claims = await verifyIssuedToken(context, accessToken);
  if (!(await revocations.allowSignIn(claims, provedAt))) return undefined;
  const deviceKey = (await confirmDevice(context, tokens))?.key;
  const signIn = { id: claims.originJti, refreshToken, deviceKey };
  const isKept = await replaceSignIn(context, clock(), current, signIn);
  if (!isKept) return undefined;
  if (current.replacedId !== null) await revocations.endSessions([{ id: current.replacedId, isOurs: true }]);
  return {
    accessToken,
    expiresAt: new Date(claims.expiresAt * 1000).toISOString(),
    refreshToken: null,
    deviceToken: null,
    viewer: toViewer(user, { kind: "member", claims, accessToken, userId: user.id }),
  };
}
