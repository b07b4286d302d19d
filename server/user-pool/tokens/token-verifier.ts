import { CognitoJwtVerifier } from "aws-jwt-verify";
import {
  FetchError,
  JwksNotAvailableInCacheError,
  JwksValidationError,
  JwkValidationError,
  JwtExpiredError,
} from "aws-jwt-verify/error";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { type Fetcher, SimpleFetcher } from "aws-jwt-verify/https";
import { isRecord } from "../../lib/is-record.ts";
import {
  type AccessTokenClaims,
  allowedClockSkewSeconds,
  type ClaimsOptions,
  readAccessTokenClaims,
} from "./access-token-claims.ts";
import { createKnownIssuers } from "./known-issuers.ts";
import { TokenRefusedError } from "./token-refused-error.ts";

/** The API has no keys to verify with, so whether the token is valid is unknown. */
export class VerificationUnavailableError extends Error {
  override name = "VerificationUnavailableError";
}

export type TokenVerifier = {
  /** Fetches the pool's keys before the first request needs them. Rejects if they cannot be fetched. */
  hydrate: () => Promise<void>;
  /** @throws TokenRefusedError or VerificationUnavailableError */
  verify: (token: string) => Promise<AccessTokenClaims>;
  /**
   * The claims of an ID token of the API's own app client. The caller compares the nonce.
   *
   * @throws TokenRefusedError or VerificationUnavailableError
   */
  verifyId: (token: string) => Promise<Readonly<Record<string, unknown>>>;
  /** The issuer of the pool's tokens. */
  issuer: () => string;
};

export type TokenVerifierOptions = ClaimsOptions & {
  userPoolId: string;
  /** The app clients whose tokens are accepted. */
  clientIds: string[];
  clock: () => Date;
  /** Another endpoint of the pool to fetch keys from. Default: AWS. */
  endpoint?: string | undefined;
  /** What fetches from AWS. Default: HTTPS. */
  fetcher?: Fetcher | undefined;
  /** Called after each fetch of keys. */
  onKeyFetch?: ((outcome: "ok" | "failed") => void) | undefined;
};

/**
 * An account may be in 100 groups, with names of 128 characters, each of up to four bytes, in base64url; other claims have
 * the rest.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
export const maximumTokenLength = 72 * 1024;

/**
 * Verifies Cognito access tokens with aws-jwt-verify, and checks what that library does not (RFC 8725): size, encoding,
 * algorithm and critical headers before it; times, scope and claims after it.
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { endpoint, clock, onKeyFetch } = options;
  const fetcher = options.fetcher ?? (endpoint ? createFetcher(endpoint) : new SimpleFetcher());
  const jwksCache = new SimpleJwksCache({ fetcher: withRetryDelay(fetcher, onKeyFetch) });
  const verifier = CognitoJwtVerifier.create(
    {
      userPoolId: options.userPoolId,
      clientId: options.clientIds,
      tokenUse: "access",
      graceSeconds: allowedClockSkewSeconds,
    },
    { jwksCache },
  );
  const idVerifier = CognitoJwtVerifier.create(
    {
      userPoolId: options.userPoolId,
      clientId: options.ownClientId,
      tokenUse: "id",
      graceSeconds: allowedClockSkewSeconds,
    },
    { jwksCache },
  );
  const keysOfIssuers = new SimpleJwksCache({ fetcher });
  const possibleIssuers = issuersOf(options.userPoolId);
  const issuers = createKnownIssuers(
    possibleIssuers,
    async (issuer) => {
      const url = `${issuer}/.well-known/jwks.json`;
      const [keys, named] = await Promise.all([keysOfIssuers.getJwks(url), findNamedIssuer(fetcher, issuer)]);
      if (named !== issuer && possibleIssuers.some((each) => each === named))
        throw new Error(`The user pool's issuer is ${named}.`);
      jwksCache.addJwks(url, keys);
    },
    clock,
  );
  return {
    issuer: () => issuers.current() ?? "",
    async verifyId(token) {
      assertWellFormed(token);
      const claims = await idVerifier.verify(token).catch((error: unknown) => {
        throw toVerifierError(error);
      });
      const now = Math.floor(clock().getTime() / 1000);
      if (now > claims.exp + allowedClockSkewSeconds) throw new TokenRefusedError("TOKEN_EXPIRED", "EXPIRED");
      return { ...claims };
    },
    async hydrate() {
      try {
        await issuers.find();
        onKeyFetch?.("ok");
      } catch (error) {
        onKeyFetch?.("failed");
        throw error;
      }
    },
    async verify(token) {
      assertWellFormed(token);
      if (!issuers.mayBe(issuerOf(token))) throw malformed();
      const payload = await verifier.verify(token).catch((error: unknown) => {
        throw toVerifierError(error);
      });
      return readAccessTokenClaims(payload, Math.floor(clock().getTime() / 1000), options);
    },
  };
}

/**
 * The two that a pool can have: ORIGINAL and UPDATED in its IssuerConfiguration. The library verifies tokens of both.
 */
function issuersOf(userPoolId: string): string[] {
  const [region] = userPoolId.split("_");
  return ["cognito-idp", "issuer-cognito-idp"].map(
    (service) => `https://${service}.${region}.amazonaws.com/${userPoolId}`,
  );
}

/**
 * The issuer that the pool's discovery document names. Keys alone do not tell it: an address may serve them for both
 * issuers, as that of `endpoint` does. Undefined where there is no document.
 */
async function findNamedIssuer(fetcher: Fetcher, issuer: string): Promise<string | undefined> {
  const found = await fetcher.fetch(`${issuer}/.well-known/openid-configuration`).catch(() => undefined);
  const named = found && parseJson(Buffer.from(found).toString());
  return isRecord(named) && isText(named["issuer"]) ? named["issuer"] : undefined;
}

function issuerOf(token: string): unknown {
  const claims = parseJson(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  return isRecord(claims) ? claims["iss"] : undefined;
}

/** Refuses tokens that Cognito cannot have issued, before they cost anything. */
function assertWellFormed(token: string): void {
  if (token.length > maximumTokenLength) throw new TokenRefusedError("TOKEN_INVALID", "TOO_LARGE");
  const parts = token.split(".");
  const wellFormed = parts.length === 3 && parts.every((part) => /^[\w-]+$/.test(part));
  if (!wellFormed) throw malformed();
  const header = parseJson(Buffer.from(parts[0] ?? "", "base64url").toString());
  if (!isRecord(header) || header["alg"] !== "RS256") throw malformed();
  for (const dangerous of ["crit", "b64", "jwk", "jku", "x5u", "x5c"]) {
    if (dangerous in header) throw malformed();
  }
}

function malformed(cause?: unknown): TokenRefusedError {
  return new TokenRefusedError("TOKEN_INVALID", "MALFORMED", cause);
}

/**
 * An error of fetching keys says nothing about the token; every other error means that it is invalid. So does the wait
 * after a key was not among those that were fetched: the library fetches none for ten seconds.
 */
function toVerifierError(error: unknown): Error {
  if (error instanceof JwtExpiredError) return new TokenRefusedError("TOKEN_EXPIRED", "EXPIRED", error);
  const unavailable =
    error instanceof FetchError ||
    error instanceof JwksNotAvailableInCacheError ||
    error instanceof JwksValidationError ||
    error instanceof JwkValidationError ||
    error instanceof TypeError;
  return unavailable
    ? new VerificationUnavailableError("The keys of the user pool cannot be fetched.", { cause: error })
    : malformed(error);
}

/** After a failed fetch of keys the next one from the same URL is delayed by this, in milliseconds. */
const retryDelayMs = 1000;

/** The library fetches keys for each token whose key it lacks. After a failure most of these fail at once. */
function withRetryDelay(fetcher: Fetcher, onFetch: TokenVerifierOptions["onKeyFetch"]): Fetcher {
  const failures = new Map<string, { error: unknown; at: number }>();
  return {
    async fetch(...request) {
      const [url] = request;
      const failure = failures.get(url);
      if (failure && performance.now() - failure.at < retryDelayMs) throw failure.error;
      try {
        const keys = await fetcher.fetch(...request);
        onFetch?.("ok");
        return keys;
      } catch (error) {
        onFetch?.("failed");
        failures.set(url, { error, at: performance.now() });
        throw error;
      }
    },
  };
}

/** The library derives the URL of the keys from the pool's id. This fetches the same path from another host. */
function createFetcher(endpoint: string): Fetcher {
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
