import { TokenRefusedError, VerificationUnavailableError } from "../user-pool/tokens/token-verifier.ts";
import { isInconclusive, isRefusal } from "../user-pool/user-pool-error.ts";
import type { Services } from "../app/context.ts";
import type { Identity, Member } from "../graphql/identity.ts";

type Needed = Pick<Services, "tokenVerifier" | "revocations" | "sessionCache">;

const scheme = "Bearer ";

/** Who asks, where all that this needs is known already; undefined: `identify` tells. */
export function identifyFromCache(
  authorization: string | undefined,
  { tokenVerifier, revocations, sessionCache }: Needed,
): Extract<Identity, { kind: "guest" }> | Member | undefined {
  if (authorization === undefined) return { kind: "guest" };
  if (!authorization.startsWith(scheme) || !revocations.isCurrent()) return undefined;
  const accessToken = authorization.slice(scheme.length);
  const claims = tokenVerifier.getCached(accessToken);
  if (claims === undefined || revocations.isRevoked(claims)) return undefined;
  const userId = sessionCache.getCachedUserId(claims);
  return userId === undefined ? undefined : { kind: "member", claims, accessToken, userId };
}

/**
 * Tells who asks from the Authorization header. Never fails for what the token is: a request with a bad one may still
 * sign in or refresh, so it is for the fields to refuse it.
 */
export async function identify(
  authorization: string | undefined,
  userAgent: string | undefined,
  needed: Needed,
): Promise<Identity> {
  if (authorization === undefined) return { kind: "guest" };
  const accessToken = /^Bearer +([^\s]+) *$/i.exec(authorization)?.[1];
  if (accessToken === undefined) return { kind: "invalidToken", reason: "TOKEN_INVALID" };
  try {
    return await identifyByToken(accessToken, userAgent, needed);
  } catch (error) {
    if (error instanceof TokenRefusedError) return { kind: "invalidToken", reason: error.reason };
    if (error instanceof VerificationUnavailableError) return { kind: "unverifiable" };
    // Asked for the profile of an account made elsewhere, the pool knows better than the signature.
    if (isRefusal(error)) return { kind: "invalidToken", reason: "TOKEN_INVALID" };
    if (isInconclusive(error)) return { kind: "unverifiable" };
    throw error;
  }
}

async function identifyByToken(
  accessToken: string,
  userAgent: string | undefined,
  { tokenVerifier, revocations, sessionCache }: Needed,
): Promise<Identity> {
  const claims = await tokenVerifier.verify(accessToken);
  if (!revocations.isCurrent() && !(await revocations.refreshNow())) return { kind: "unverifiable" };
  if (revocations.isRevoked(claims)) return { kind: "invalidToken", reason: "TOKEN_INVALID" };
  const userId = await sessionCache.resolveUserId(claims, accessToken, userAgent);
  return userId === undefined
    ? { kind: "invalidToken", reason: "TOKEN_INVALID" }
    : { kind: "member", claims, accessToken, userId };
}
