import { CognitoJwtVerifier } from "aws-jwt-verify";
import type { CognitoAccessTokenPayload } from "aws-jwt-verify/jwt-model";
import {
  FetchError,
  JwksNotAvailableInCacheError,
  JwksValidationError,
  JwkValidationError,
  JwtExpiredError,
  WaitPeriodNotYetEndedJwkError,
} from "aws-jwt-verify/error";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { type Fetcher, SimpleFetcher } from "aws-jwt-verify/https";
import { isRecord } from "../../lib/is-record.ts";

/** What the API takes from a verified access token. */
export type AccessTokenClaims = {
  /** The account in the user pool. */
  sub: string;
  /** The sign-in that the token descends from; shared by all tokens refreshed from it. */
  originJti: string;
  /** The app client that it was issued to. */
  clientId: string;
  /** Seconds since 1970. */
  expiresAt: number;
  /** When the password or code was given, in seconds since 1970. */
  authTime: number;
  groups: string[];
};

/** The token is at fault: a client should refresh (expired) or sign in again (invalid). */
export class TokenRefusedError extends Error {
  override name = "TokenRefusedError";
  constructor(
    readonly reason: "TOKEN_EXPIRED" | "TOKEN_INVALID",
    cause?: unknown,
  ) {
    super(`The access token was refused: ${reason}`, { cause });
  }
}

/** The API is at fault: it has no keys to verify with, so it can say nothing of the token. */
export class VerificationUnavailableError extends Error {
  override name = "VerificationUnavailableError";
}

export type TokenVerifier = {
  /** Fetches the pool's keys, so that the first request need not. Rejects while they cannot be had. */
  hydrate: () => Promise<void>;
  /** @throws TokenRefusedError or VerificationUnavailableError */
  verify: (token: string) => Promise<AccessTokenClaims>;
};

export type TokenVerifierOptions = {
  userPoolId: string;
  /** The app clients whose tokens are accepted. */
  clientIds: string[];
  clock: () => Date;
  /** Where to fetch keys from, other than AWS: another endpoint that speaks for the pool. */
  endpoint?: string | undefined;
  /** Hears of each fetch of keys. */
  onKeyFetch?: ((outcome: "ok" | "failed") => void) | undefined;
};

const maximumTokenLength = 8192;
/** Tokens are accepted so long after their end, for clocks that differ. */
export const allowedClockSkewSeconds = 30;
const maximumLifetimeSeconds = 24 * 60 * 60;
const requiredScope = "aws.cognito.signin.user.admin";

/**
 * Verifies Cognito access tokens with aws-jwt-verify, and checks what that library leaves open (RFC 8725): size,
 * encoding, algorithm and critical headers before; times, scope and claims after.
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const fetcher = options.endpoint ? fetcherFor(options.endpoint) : new SimpleFetcher();
  const jwksCache = new SimpleJwksCache({ fetcher: pausingAfterFailure(fetcher, options.onKeyFetch) });
  const verifier = CognitoJwtVerifier.create(
    {
      userPoolId: options.userPoolId,
      clientId: options.clientIds,
      tokenUse: "access",
      graceSeconds: allowedClockSkewSeconds,
    },
    { jwksCache },
  );
  return {
    hydrate: () => verifier.hydrate(),
    async verify(token) {
      refuseUnusualForm(token);
      const payload = await verifier.verify(token).catch((error: unknown) => {
        throw classify(error);
      });
      return toClaims(payload, Math.floor(options.clock().getTime() / 1000));
    },
  };
}

/** Refuses, before any work, what no Cognito token looks like. */
function refuseUnusualForm(token: string): void {
  const parts = token.split(".");
  const wellFormed =
    token.length <= maximumTokenLength && parts.length === 3 && parts.every((part) => /^[\w-]+$/.test(part));
  if (!wellFormed) throw new TokenRefusedError("TOKEN_INVALID");
  const header = parseJson(Buffer.from(parts[0] ?? "", "base64url").toString());
  if (!isRecord(header) || header["alg"] !== "RS256") throw new TokenRefusedError("TOKEN_INVALID");
  for (const dangerous of ["crit", "b64", "jwk", "jku", "x5u", "x5c"]) {
    if (dangerous in header) throw new TokenRefusedError("TOKEN_INVALID");
  }
}

/** Checks the claims that the library does not, by our own clock. */
function toClaims(payload: CognitoAccessTokenPayload, now: number): AccessTokenClaims {
  // The types promise what the library does not check.
  const claims: Record<string, unknown> = payload;
  const { sub, exp, iat, jti, scope, auth_time, origin_jti, client_id } = claims;
  const groups = claims["cognito:groups"] ?? [];
  const wellFormed =
    isText(sub) &&
    isText(jti) &&
    isText(origin_jti) &&
    isText(client_id) &&
    Number.isSafeInteger(exp) &&
    Number.isSafeInteger(iat) &&
    Number.isSafeInteger(auth_time) &&
    Number(exp) - Number(iat) <= maximumLifetimeSeconds &&
    Number(iat) <= now + 60 &&
    typeof scope === "string" &&
    scope.split(" ").includes(requiredScope) &&
    Array.isArray(groups) &&
    groups.every(isText);
  if (!wellFormed) throw new TokenRefusedError("TOKEN_INVALID");
  if (now > Number(exp) + allowedClockSkewSeconds) throw new TokenRefusedError("TOKEN_EXPIRED");
  return {
    sub,
    originJti: origin_jti,
    clientId: client_id,
    expiresAt: Number(exp),
    authTime: Number(auth_time),
    groups,
  };
}

/** A fault in fetching keys says nothing of the token; everything else is the token's fault. */
function classify(error: unknown): Error {
  if (error instanceof JwtExpiredError) return new TokenRefusedError("TOKEN_EXPIRED", error);
  const unavailable =
    error instanceof FetchError ||
    error instanceof JwksNotAvailableInCacheError ||
    error instanceof JwksValidationError ||
    error instanceof JwkValidationError ||
    error instanceof WaitPeriodNotYetEndedJwkError ||
    error instanceof TypeError;
  return unavailable
    ? new VerificationUnavailableError("The keys of the user pool cannot be fetched.", { cause: error })
    : new TokenRefusedError("TOKEN_INVALID", error);
}

/** Milliseconds for which a failure to fetch keys is not tried again. */
const pauseAfterFailure = 1000;

/** The library fetches anew for each token whose key it lacks; while that fails, most requests are told so at once. */
function pausingAfterFailure(fetcher: Fetcher, onFetch: TokenVerifierOptions["onKeyFetch"]): Fetcher {
  let failure: { error: unknown; at: number } | undefined;
  return {
    async fetch(...request) {
      if (failure && performance.now() - failure.at < pauseAfterFailure) throw failure.error;
      try {
        const keys = await fetcher.fetch(...request);
        onFetch?.("ok");
        return keys;
      } catch (error) {
        onFetch?.("failed");
        failure = { error, at: performance.now() };
        throw error;
      }
    },
  };
}

/** The library derives the address of the keys from the pool's id; this asks the same path of another host. */
function fetcherFor(endpoint: string): Fetcher {
  const https = new SimpleFetcher();
  return {
    async fetch(uri, ...rest) {
      const target = new URL(new URL(uri).pathname, endpoint);
      if (target.protocol === "https:") return await https.fetch(target.href, ...rest);
      const response = await fetch(target, { signal: AbortSignal.timeout(3000) }).catch((cause: unknown) => {
        throw new FetchError(target.href, cause);
      });
      if (!response.ok) throw new FetchError(target.href, `status ${response.status}`);
      return await response.arrayBuffer();
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
