import type { Machine, Member } from "../../../graphql/identity.ts";
import type { MachineClaims, MemberClaims } from "../../../user-pool/tokens/access-token-claims.ts";

/** The claims of a person's own token. */
export function memberClaims(overrides: Partial<MemberClaims> = {}): MemberClaims {
  return {
    kind: "member",
    sub: "a-sub",
    username: "a-username",
    originJti: "a session",
    clientId: "a client",
    expiresAt: Number.POSITIVE_INFINITY,
    authTime: 0,
    issuedAt: 0,
    hasUserScope: true,
    scopes: { names: [], isLimited: false },
    groups: [],
    custom: {},
    cachePartition: "member",
    ...overrides,
  };
}

export function memberOf(overrides: Partial<MemberClaims> = {}): Member {
  return { kind: "member", userId: "a user", accessToken: "a token", claims: memberClaims(overrides) };
}

/** A machine whose token names the scopes. */
export function machineOf(...names: string[]): Machine {
  const claims: MachineClaims = {
    kind: "machine",
    clientId: "a client",
    expiresAt: Number.POSITIVE_INFINITY,
    issuedAt: 0,
    scopes: { names, isLimited: true },
    custom: {},
    cachePartition: `machine ${names.join(" ")}`,
  };
  return { kind: "machine", claims };
}
