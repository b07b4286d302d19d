import type { Database } from "../database/database.ts";
import type { RequestContext } from "../graphql/context.ts";
import type { IsBreached } from "./new-password/breach-query.ts";
import type { HostCookie } from "../http/policies/host-cookie.ts";
import type { NewId } from "../lib/new-id.ts";
import type { Notices } from "../mail/notices.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";
import type { PoolTokens } from "../sessions/pool-tokens.ts";
import type { RevokedTokens } from "../sessions/revoked-tokens.ts";
import type { RevocationList } from "../sessions/revocation-list.ts";
import type { CachingTokenVerifier } from "../user-pool/tokens/caching-token-verifier.ts";
import type { AppClientCheck } from "../user-pool/app-client-check.ts";
import type { PoolProfile } from "../user-pool/profile/pool-profile.ts";
import type { PoolOAuth } from "../user-pool/oauth/pool-oauth.ts";
import type { PoolCaller } from "../user-pool/limit-calls.ts";
import type { UserPool } from "../user-pool/user-pool.ts";
import type { DeletionHooks } from "../users/deletion-hooks.ts";
import type { RemoveIfGone } from "../users/ensure-user.ts";

/** The parts of the application that sign-up, sign-in, sessions and account settings use. */
export type AuthServices = {
  db: Database;
  clock: () => Date;
  newId: NewId;
  /** The user pool for what a caller causes, other than the request's own. */
  userPoolFor: (caller: PoolCaller, acceptLanguage?: string) => UserPool;
  poolProfile: () => PoolProfile;
  /** Makes sure that a refusal is about the account: see `AppClientCheck`. */
  confirmAppClient: AppClientCheck["confirm"];
  tokenVerifier: CachingTokenVerifier;
  revocations: RevocationList;
  poolTokens: PoolTokens;
  revokedTokens: RevokedTokens;
  rateLimiter: RateLimiter;
  notices: Notices;
  removeIfGone: RemoveIfGone;
  /** What features do when an account is deleted. */
  deletionHooks: readonly DeletionHooks[];
  /** Whether the breach service that the configuration names knows a password. */
  isBreached: IsBreached;
  /** The key of the MACs in the sign-up cookie. */
  signUpKey: Buffer;
  /** The key of the MACs in the device cookie. */
  deviceKey: Buffer;
  /** The key that seals device tokens: see `device-token.ts`. */
  rememberedDeviceKey: Buffer;
  /** The key of the MACs of recovery codes. */
  recoveryCodeKey: Buffer;
  /** The key that seals the cookies of sign-ins by providers. */
  providerKey: Buffer;
  poolOAuth: PoolOAuth;
  /** Minimum duration, in milliseconds, of mutations whose timing could reveal whether an account exists. */
  minimumAuthMs: number;
};

export type AuthContext = RequestContext &
  AuthServices & {
    /** Its calls count for the member who sends the request, or else for the network. */
    userPool: UserPool;
    /** Holds a browser's refresh token. */
    refreshTokenCookie: HostCookie;
    /** Binds a browser to its sign-up: see `sign-up-cookie.ts`. */
    signUpCookie: HostCookie;
    /** Makes a browser known that has signed in: see `device-cookie.ts`. */
    deviceCookie: HostCookie;
    /** Holds the device tokens of a browser: see `device-token.ts`. */
    rememberedDeviceCookie: HostCookie;
    /** Binds a sign-in by a provider to its browser: see `provider-cookies.ts`. */
    providerSignInCookie: HostCookie;
    /** Holds the identity that waits for the proof of an account: see `provider-cookies.ts`. */
    accountLinkCookie: HostCookie;
  };
