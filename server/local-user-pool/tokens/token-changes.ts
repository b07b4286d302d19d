import type { GroupConfiguration } from "./group-claims.ts";
import type { Claims } from "./jwt.ts";

/** Changes of the claims of one token. What is suppressed is not added either. */
export type ClaimChanges = { add: Claims; suppress: string[] };

/** What a pre-token-generation trigger changes in the tokens of a user or an app client. */
export type TokenChanges = {
  id: ClaimChanges;
  access: ClaimChanges;
  scopes: { add: string[]; suppress: string[] };
  /** Undefined: those of the user. */
  groups: GroupConfiguration | undefined;
};

export const noTokenChanges: TokenChanges = {
  id: { add: {}, suppress: [] },
  access: { add: {}, suppress: [] },
  scopes: { add: [], suppress: [] },
  groups: undefined,
};

/** The claims that no trigger changes, and that of groups, for which its response has another member. */
const fixed = [
  "acr",
  "amr",
  "at_hash",
  "auth_time",
  "azp",
  "cognito:groups",
  "cognito:username",
  "event_id",
  "exp",
  "iat",
  "identities",
  "iss",
  "jti",
  "nbf",
  "nonce",
  "origin_jti",
  "sub",
  "token_use",
];
const fixedIdClaims = new Set([...fixed, "aud", "cognito:roles", "cognito:preferred_role"]);
const fixedAccessClaims = new Set([...fixed, "client_id", "username", "scope", "version", "device_key"]);

/** Changes the claims of an ID token. */
export function changeIdClaims(claims: Claims, { id }: TokenChanges): Claims {
  return change(claims, id, (name) => !fixedIdClaims.has(name));
}

/** Changes the claims of an access token. Its audience can be the app client alone. */
export function changeAccessClaims(claims: Claims, { access }: TokenChanges, clientId: string): Claims {
  return change(
    claims,
    access,
    (name, value) =>
      !fixedAccessClaims.has(name) && (name !== "aud" || value === undefined || value === clientId),
  );
}

/** @returns the scopes, each once. */
export function changeScopes(scopes: string[], { scopes: { add, suppress } }: TokenChanges): string[] {
  return [...new Set([...scopes, ...add])].filter((scope) => !suppress.includes(scope));
}

function change(
  claims: Claims,
  { add, suppress }: ClaimChanges,
  isChangeable: (name: string, value?: unknown) => boolean,
): Claims {
  const added = Object.entries(add).filter(([name, value]) => isChangeable(name, value));
  const suppressed = new Set(suppress.filter((name) => isChangeable(name)));
  const all = [...Object.entries(claims), ...added].filter(([name]) => !suppressed.has(name));
  return Object.fromEntries(all);
}
