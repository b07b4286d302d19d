import type { Member } from "../../graphql/identity.ts";
import type { AuthContext } from "../context.ts";
import { authUnavailable } from "../../graphql/errors.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { formatFamilyToken, newFamily, parseFamilyToken } from "../../sessions/refresh-token-family.ts";
import { endSession, findSessionOfFamily, startSession } from "../../sessions/sessions.ts";
import type { SessionRow } from "../../sessions/sessions-table.ts";
import type { Authentication, Tokens } from "../../user-pool/verbs/authentication.ts";
import {
  type AccessTokenClaims,
  TokenRefusedError,
  VerificationUnavailableError,
} from "../../user-pool/tokens/token-verifier.ts";
import { ensureUser, syncEmail } from "../../users/ensure-user.ts";
import type { UserRow } from "../../users/users-table.ts";
import { toViewer } from "../../users/viewer.type.ts";
import { ChallengeRequired } from "./challenge.type.ts";
import { startChallenge } from "./challenges.ts";
import type { RefreshTokenDelivery } from "../session/refresh-token-delivery.type.ts";
import { revokeAtPool } from "../session/revoke-at-pool.ts";
import { type Session, SignedIn } from "../session/session.type.ts";
import { invalidCredentials } from "../shared/problems.ts";

/** What a sign-in brought from the pool, and what it is about. */
export type SignInProgress = {
  /** What the person signs in with. */
  email: string;
  authentication: Authentication;
  /** When the password, or the code in its place, was given to the pool; taken before the pool was asked. */
  provedAt: Date;
};

/** Where the pool's answer to a sign-in leads: signed in, or one more question. */
export async function continueSignIn(
  context: AuthContext,
  { email, authentication, provedAt }: SignInProgress,
  delivery: RefreshTokenDelivery,
): Promise<SignedIn | ChallengeRequired | Rejected> {
  return authentication.kind === "tokens"
    ? await completeSignIn(context, { tokens: authentication.tokens, provedAt }, delivery)
    : new ChallengeRequired(await startChallenge(context, email, authentication, provedAt));
}

/**
 * Turns the tokens of a fresh sign-in into a session that is recorded, and hands it to the client. A browser has one
 * session: the one that its cookie held before ends.
 *
 * @returns Rejected where the password was changed, or the account deleted, while the pool was asked.
 */
export async function completeSignIn(
  context: AuthContext,
  { tokens: { accessToken, refreshToken, profile }, provedAt }: { tokens: Tokens; provedAt: Date },
  delivery: RefreshTokenDelivery,
): Promise<SignedIn | Rejected> {
  const { db, clock, userAgent, revocations } = context;
  if (refreshToken === undefined) throw new Error("A sign-in brought no refresh token.");
  const claims = await verifyOwn(context, accessToken);
  const found = await ensureUser(context, claims.sub, async () => profile);
  if (!found || !(await revocations.allowSignIn(claims, provedAt))) {
    await revokeAtPool(context, refreshToken);
    return new Rejected([invalidCredentials()]);
  }
  const user = await syncEmail(db, found, profile);
  const before = delivery === "COOKIE" ? await sessionOfCookie(context) : undefined;
  const family = newFamily();
  await startSession(db, clock(), { id: claims.originJti, userId: user.id, family, userAgent });
  const session = issueSession(context, {
    member: { kind: "member", claims, accessToken, userId: user.id },
    user,
    refreshToken: formatFamilyToken({ family, refreshToken }),
    delivery,
  });
  if (before) await endSession(context, before);
  return new SignedIn(session);
}

/**
 * Verifies a token that the pool gave us just now, for its claims: the path is the same as for everybody's. One that is
 * refused is good all the same: our clock and the pool's are far apart, which is for the log.
 *
 * @throws GraphQLError AUTH_UNAVAILABLE
 */
export async function verifyOwn(
  { tokenVerifier, log }: Pick<AuthContext, "tokenVerifier" | "log">,
  accessToken: string,
): Promise<AccessTokenClaims> {
  try {
    return await tokenVerifier.verify(accessToken);
  } catch (error) {
    if (error instanceof VerificationUnavailableError) throw authUnavailable(error);
    if (!(error instanceof TokenRefusedError)) throw error;
    log.error(
      { err: error },
      "a token that the pool has just issued is refused: look at this machine's clock",
    );
    throw authUnavailable(error);
  }
}

async function sessionOfCookie({ db, refreshTokenCookie }: AuthContext): Promise<SessionRow | undefined> {
  const { family } = parseFamilyToken(refreshTokenCookie.read() ?? "") ?? {};
  return family === undefined ? undefined : await findSessionOfFamily(db, family);
}

type Handover = {
  member: Member;
  user: UserRow;
  /** As the client is to hold it. */
  refreshToken: string;
  delivery: RefreshTokenDelivery;
};

/** The session as the client gets it: the refresh token goes into the cookie or into the payload, never both. */
export function issueSession(
  { refreshTokenCookie, telemetry }: AuthContext,
  { member, user, refreshToken, delivery }: Handover,
): Session {
  telemetry.account = member.userId;
  if (delivery === "COOKIE") refreshTokenCookie.write(refreshToken);
  return {
    accessToken: member.accessToken,
    expiresAt: new Date(member.claims.expiresAt * 1000).toISOString(),
    refreshToken: delivery === "PAYLOAD" ? refreshToken : null,
    viewer: toViewer(user, member),
  };
}
