import type { Context } from "../graphql/context.ts";
import { authUnavailable } from "../graphql/errors.ts";
import { startSession } from "../sessions/sessions.ts";
import { VerificationUnavailableError } from "../user-pool/token-verifier.ts";
import type { Authentication, Tokens } from "../user-pool/user-pool.ts";
import { findMember } from "../users/find-member.ts";
import { toViewer } from "../users/viewer.type.ts";
import { ChallengeRequired, type Session, SignedIn } from "./auth-results.type.ts";
import { startChallenge } from "./challenges.ts";
import type { RefreshTokenDelivery } from "./refresh-token-delivery.type.ts";

/** Where the pool's answer to a sign-in leads: signed in, or one more question. */
export async function continueSignIn(
  context: Context,
  email: string,
  authentication: Authentication,
  delivery: RefreshTokenDelivery,
): Promise<SignedIn | ChallengeRequired> {
  if (authentication.kind === "tokens") return await completeSignIn(context, authentication.tokens, delivery);
  return new ChallengeRequired(await startChallenge(context, email, authentication));
}

/** Turns the tokens of a fresh sign-in into a session that is recorded, and hands it to the client. */
export async function completeSignIn(
  context: Context,
  tokens: Tokens,
  delivery: RefreshTokenDelivery,
): Promise<SignedIn> {
  const { db, clock, userAgent } = context;
  const { refreshToken } = tokens;
  if (refreshToken === undefined) throw new Error("A sign-in brought no refresh token.");
  const member = await verifyOwn(context, tokens.accessToken);
  const user = await findMember(context, member);
  await startSession(db, clock(), { id: member.claims.originJti, userId: user.id, refreshToken, userAgent });
  return new SignedIn(handOver(context, { ...member, refreshToken, delivery, viewer: toViewer(user) }));
}

/** Verifies a token that the pool gave us just now, for its claims: the path is the same as for everybody's. */
export async function verifyOwn({ tokenVerifier }: Pick<Context, "tokenVerifier">, accessToken: string) {
  try {
    return { kind: "member" as const, accessToken, claims: await tokenVerifier.verify(accessToken) };
  } catch (error) {
    throw error instanceof VerificationUnavailableError ? authUnavailable() : error;
  }
}

type Handover = Pick<Session, "viewer" | "accessToken"> & {
  claims: { expiresAt: number };
  refreshToken: string;
  delivery: RefreshTokenDelivery;
};

/** The session as the client gets it: the refresh token goes into the cookie or into the payload, never both. */
export function handOver({ refreshTokenCookie }: Context, handover: Handover): Session {
  const { accessToken, claims, refreshToken, delivery, viewer } = handover;
  if (delivery === "COOKIE") refreshTokenCookie.write(refreshToken);
  return {
    accessToken,
    expiresAt: new Date(claims.expiresAt * 1000).toISOString(),
    refreshToken: delivery === "PAYLOAD" ? refreshToken : null,
    viewer,
  };
}
