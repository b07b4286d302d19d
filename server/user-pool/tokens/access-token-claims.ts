import type { CustomClaims } from "../../rules/claims.ts";
import type { ParsedClaims } from "../../rules/define-claims.ts";
import { cachePartitionOf, type ScopesOfToken } from "../../rules/held-scopes.ts";
import type { Rules } from "../../rules/rules.ts";
import { TokenRefusedError } from "./token-refused-error.ts";

type CommonClaims = {
  /** The app client that it was issued to. */
  clientId: string;
  /** Seconds since 1970. */
  expiresAt: number;
  /** Seconds since 1970. */
  issuedAt: number;
  /** The scopes that the token names, and whether it has these alone: a machine's, or a delegated token. */
  scopes: ScopesOfToken;
  /** See `cachePartitionOf`. */
  cachePartition: string;
};

/** The claims of a verified access token of a person that the API uses. */
export type MemberClaims = CommonClaims & {
  kind: "member";
  /** The account in the user pool. */
  sub: string;
  /** The account's name in the pool, by which it can sign in, whatever addresses it has. */
  username: string;
  /** Identifies the sign-in that the token descends from. All tokens refreshed from it share it. */
  originJti: string;
  /** The time of the sign-in, in seconds since 1970. */
  authTime: number;
  /**
   * Whether the token has Cognito's scope for operations of users on their own account. A pre-token-generation trigger
   * may have dropped it; then the API acts for the user by its own AWS permissions.
   */
  hasUserScope: boolean;
  /** All groups of the token by name, declared or not. */
  groups: readonly string[];
  /** The claims of one's own: see `rules/claims.ts`. */
  custom: CustomClaims["member"];
};

/** The claims of a verified access token that an app client got for itself, by client credentials. */
export type MachineClaims = CommonClaims & {
  kind: "machine";
  /** The claims of one's own: see `rules/claims.ts`. */
  custom: CustomClaims["machine"];
};

export type AccessTokenClaims = MemberClaims | MachineClaims;

/** What decides how the claims are read. */
export type ClaimsOptions = {
  rules: Rules;
  /** The API's own app client: its tokens are never delegated. */
  ownClientId: string;
  /** Called for a claim of one's own that does not fit its declaration. */
  onUnfitClaim?: ((unfit: UnfitClaim) => void) | undefined;
};

export type UnfitClaim = { claim: string; effect: "claim dropped" | "token refused" };

/** Tokens are accepted this long after they expire, because clocks differ. */
export const allowedClockSkewSeconds = 30;
const maximumLifetimeSeconds = 24 * 60 * 60;
/** The scope of tokens of a sign-in at the API. OAuth gives others to apps that may do less. */
export const userScope = "aws.cognito.signin.user.admin";
/** Cognito's quotas are 100 groups of an account and 50 scopes of an app client. A trigger may add some. */
const maximumEntries = 1000;

/**
 * Reads the claims of a token that aws-jwt-verify has verified, and checks those that the library does not check.
 *
 * @param payload the library's types promise claims that it does not check.
 * @param now seconds since 1970, by the application's clock.
 * @throws TokenRefusedError
 */
export function readAccessTokenClaims(
  payload: Readonly<Record<string, unknown>>,
  now: number,
  options: ClaimsOptions,
): AccessTokenClaims {
  const { sub, exp, iat, jti, client_id: clientId, username } = payload;
  const names = readScopes(payload["scope"]);
  const wellFormed =
    isText(sub) &&
    isText(jti) &&
    isText(clientId) &&
    Number.isSafeInteger(exp) &&
    Number.isSafeInteger(iat) &&
    Number(exp) - Number(iat) <= maximumLifetimeSeconds;
  if (!wellFormed || names === undefined) throw malformed();
  if (Number(iat) > now + 60) throw new TokenRefusedError("TOKEN_INVALID", "TOO_EARLY");
  if (now > Number(exp) + allowedClockSkewSeconds) throw new TokenRefusedError("TOKEN_EXPIRED", "EXPIRED");
  const common = { clientId, expiresAt: Number(exp), issuedAt: Number(iat) };
  // Cognito names the app client as the subject where it issues a token to the client itself.
  if (sub === clientId) {
    if (username !== undefined) throw malformed();
    return toMachineClaims(payload, { ...common, scopes: { names, isLimited: true } }, options);
  }
  const hasUserScope = names.includes(userScope);
  const isLimited = clientId !== options.ownClientId && names.length > 0 && !hasUserScope;
  return toMemberClaims(payload, { ...common, sub, hasUserScope, scopes: { names, isLimited } }, options);
}

function toMachineClaims(
  payload: Readonly<Record<string, unknown>>,
  common: Omit<CommonClaims, "cachePartition">,
  options: ClaimsOptions,
): MachineClaims {
  const { scopes, claims } = options.rules;
  const custom = accept(claims.machine.parse(payload), options);
  const cachePartition = cachePartitionOf("machine", common.scopes, scopes);
  return { kind: "machine", ...common, custom, cachePartition };
}

function toMemberClaims(
  payload: Readonly<Record<string, unknown>>,
  common: Omit<CommonClaims, "cachePartition"> & Pick<MemberClaims, "sub" | "hasUserScope">,
  options: ClaimsOptions,
): MemberClaims {
  const { auth_time: authTime, origin_jti: originJti, "cognito:groups": groups = [] } = payload;
  const { username = common.sub } = payload;
  const wellFormed =
    isText(originJti) &&
    isText(username) &&
    Number.isSafeInteger(authTime) &&
    Array.isArray(groups) &&
    groups.length <= maximumEntries &&
    groups.every(isText);
  if (!wellFormed) throw malformed();
  const { scopes, claims } = options.rules;
  const custom = accept(claims.member.parse(payload), options);
  const cachePartition = cachePartitionOf("member", common.scopes, scopes);
  return {
    kind: "member",
    ...common,
    username,
    originJti,
    authTime: Number(authTime),
    groups,
    custom,
    cachePartition,
  };
}

/** @throws TokenRefusedError for a required claim that does not fit. */
function accept<T>(parsed: ParsedClaims<T>, { onUnfitClaim }: ClaimsOptions): T {
  if (!parsed.ok) {
    onUnfitClaim?.({ claim: parsed.claim, effect: "token refused" });
    throw new TokenRefusedError("TOKEN_INVALID", "CLAIM_REFUSED");
  }
  for (const claim of parsed.dropped) onUnfitClaim?.({ claim, effect: "claim dropped" });
  return parsed.claims;
}

/**
 * The scopes of a token; undefined if it is malformed.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3
 */
function readScopes(scope: unknown = ""): string[] | undefined {
  if (scope === "") return [];
  if (typeof scope !== "string") return undefined;
  const names = scope.split(" ");
  const wellFormed =
    names.length <= maximumEntries && names.every((name) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(name));
  return wellFormed ? names : undefined;
}

function malformed(): TokenRefusedError {
  return new TokenRefusedError("TOKEN_INVALID", "MALFORMED");
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
