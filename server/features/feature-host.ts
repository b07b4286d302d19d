import type { KeyPurpose } from "../app-secret/app-secret.ts";
import type { IsBreached } from "../auth/new-password/breach-query.ts";
import type { Bus } from "../bus/bus.ts";
import type { Config } from "../config/config.ts";
import type { Database, Read } from "../database/database.ts";
import type { NewId } from "../lib/new-id.ts";
import type { Notices } from "../mail/notices.ts";
import type { Log } from "../observability/log.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";
import type { CacheEpoch } from "../response-cache/cache-epoch.ts";
import type { PoolTokens } from "../sessions/pool-tokens.ts";
import type { RevocationList } from "../sessions/revocation-list.ts";
import type { SessionCache } from "../sessions/session-cache.ts";
import type { AppClientCheck } from "../user-pool/app-client-check.ts";
import type { PoolCaller } from "../user-pool/limit-calls.ts";
import type { PoolOAuth } from "../user-pool/oauth/pool-oauth.ts";
import type { PoolProfile } from "../user-pool/profile/pool-profile.ts";
import type { CachingTokenVerifier } from "../user-pool/tokens/caching-token-verifier.ts";
import type { UserPool } from "../user-pool/user-pool.ts";
import type { DeletionHooks } from "../users/deletion-hooks.ts";
import type { RemoveIfGone } from "../users/ensure-user.ts";

/** The parts of the application that every feature may use: all of them are in the context of resolvers. */
export type CoreServices = {
  db: Database;
  /** For reads that a replica may serve. */
  read: Read;
  clock: () => Date;
  newId: NewId;
  /** The key of the MACs in cursors. */
  cursorKey: Buffer;
  /** The user pool for what a caller causes, other than the request's own. */
  userPoolFor: (caller: PoolCaller, acceptLanguage?: string) => UserPool;
  poolProfile: () => PoolProfile;
  /** Makes sure that a refusal is about the account: see `AppClientCheck`. */
  confirmAppClient: AppClientCheck["confirm"];
  tokenVerifier: CachingTokenVerifier;
  /** The OAuth endpoints of the pool, for sign-ins by identity providers. */
  poolOAuth: PoolOAuth;
  revocations: RevocationList;
  sessionCache: SessionCache;
  poolTokens: PoolTokens;
  rateLimiter: RateLimiter;
  notices: Notices;
  removeIfGone: RemoveIfGone;
  /** What features do when an account is deleted. */
  deletionHooks: readonly DeletionHooks[];
  /** Whether the breach service that the configuration names knows a password. */
  isBreached: IsBreached;
};

/** What a feature gets when it is opened. */
export type FeatureHost = {
  services: CoreServices;
  config: Config;
  log: Log;
  /** Messages between nodes. */
  bus: Bus;
  /** Must be invalidated after each write that is not a mutation of this node. */
  cacheEpoch: CacheEpoch;
  /** Whether an empty database gets examples. */
  seed: boolean;
  /** The 32-byte key of one purpose, derived from the application secret. */
  deriveKey: (purpose: KeyPurpose) => Buffer;
  /** Must be called with a function that stops a part, as soon as the part runs. */
  onStop: (stop: () => Promise<void> | void) => void;
};
