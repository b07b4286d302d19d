import type { Identity, VerifiedIdentity } from "../graphql/identity.ts";
import type { RevocationList } from "../sessions/revocation-list.ts";
import type { SessionCache } from "../sessions/session-cache.ts";
import type { CachingTokenVerifier } from "../user-pool/tokens/caching-token-verifier.ts";
import { TokenRefusedError } from "../user-pool/tokens/token-refused-error.ts";
import { VerificationUnavailableError } from "../user-pool/tokens/token-verifier.ts";
import { isInconclusive, isRefusal } from "../user-pool/user-pool-error.ts";

export type IdentifyServices = {
  tokenVerifier: CachingTokenVerifier;
  revocations: RevocationList;
  sessionCache: SessionCache;
};

const scheme = "Bearer ";

/** The identity of a request, where everything that decides it is in memory; undefined: `identify` finds it. */
export function identifyFromCache(
  authorization: string | undefined,
  { tokenVerifier, revocations, sessionCache }: IdentifyServices,
): VerifiedIdentity | undefined {
  if (!authorization) return { kind: "guest" };
  if (!authorization.startsWith(scheme) || !revocations.isCurrent()) return undefined;
  const accessToken = authorization.slice(scheme.length);
  const claims = tokenVerifier.getCached(accessToken);
  if (claims === undefined) return undefined;
  if (claims.kind === "machine") return { kind: "machine", claims };
  if (revocations.isRevoked(claims)) return undefined;
  const userId = sessionCache.getCachedUserId(claims);
  return userId === undefined ? undefined : { kind: "member", claims, accessToken, userId };
}

/**
 * The identity of a request, from its Authorization header. An empty one is as good as none. An invalid token is no
 * failure here: a request with one may still sign in or refresh, so fields refuse it.
 */
export async function identify(
  authorization: string | undefined,
  userAgent: string | undefined,
  services: IdentifyServices,
): Promise<Identity> {
  if (!authorization) return { kind: "guest" };
  const accessToken = /^Bearer +([^\s]+) *$/i.exec(authorization)?.[1];
  if (accessToken === undefined) return { kind: "invalidToken", reason: "TOKEN_INVALID" };
  try {
    return await identifyByToken(accessToken, userAgent, services);
  } catch (error) {
    if (error instanceof TokenRefusedError) return { kind: "invalidToken", reason: error.reason };
    if (error instanceof VerificationUnavailableError) return { kind: "unverifiable" };
    // Asked for the profile of an account made elsewhere, the pool refuses a token whose signature is good.
    if (isRefusal(error)) return { kind: "invalidToken", reason: "TOKEN_INVALID" };
    if (isInconclusive(error)) return { kind: "unverifiable" };
    throw error;
  }
}

async function identifyByToken(
  accessToken: string,
  userAgent: string | undefined,
  { tokenVerifier, revocations, sessionCache }: IdentifyServices,
): Promise<Identity> {
  const claims = await tokenVerifier.verify(accessToken);
  // It has no session that could have ended, and no user.
  if (claims.kind === "machine") return { kind: "machine", claims };
  if (!revocations.isCurrent() && !(await revocations.refreshNow())) return { kind: "unverifiable" };
  if (await revocations.isRevokedNow(claims)) return { kind: "invalidToken", reason: "TOKEN_INVALID" };
  const userId = await sessionCache.resolveUserId(claims, accessToken, userAgent);
  return userId === undefined
    ? { kind: "invalidToken", reason: "TOKEN_INVALID" }
    : { kind: "member", claims, accessToken, userId };
}
