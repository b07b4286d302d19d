import type { Log } from "../observability/log.ts";
import { createBreachQuery } from "../auth/new-password/breach-query.ts";
import { finishDeletions } from "../auth/account/delete-account.ts";
import { createRemoveIfGone, ownsAccounts } from "../auth/account/gone-accounts.ts";
import { startAccountSweep } from "../auth/account/sweep-accounts.ts";
import { forgetExpiredDevices } from "../auth/devices/forget-devices.ts";
import { type Bus, createLocalBus } from "../bus/bus.ts";
import { createRedisBus } from "../bus/redis-bus.ts";
import { preferredLanguage } from "../lib/preferred-language.ts";
import { repeat } from "../lib/repeat.ts";
import type { Config } from "../config/config.ts";
import type { JoinedContext } from "./context.ts";
import { openFeatures } from "./open-features.ts";
import { connectUserPool, tellMissingPermissions } from "./connect-user-pool.ts";
import type { DatabaseHooks, MigrationSet, OpenDatabase } from "../database/database.ts";
import { openDatabase } from "../database/open-database.ts";
import { createIdGenerator } from "../lib/new-id.ts";
import { deriveKey, readAppSecret } from "../app-secret/app-secret.ts";
import type { Feature } from "../features/feature.ts";
import type { CoreServices } from "../features/feature-host.ts";
import { checkTables, findTablesThatBlockDeletion } from "../features/check-tables.ts";
import { featureMigrations } from "../features/feature-migrations.ts";
import { groupsOf, scopesOf } from "../features/permissions.ts";
import type { HiddenPeopleLookup } from "../graphql-server/graphql-handler.ts";
import { openDatabaseWithLocalPool, skippedTriggerMessage } from "./start-local-pool.ts";
import { inboxDelivery } from "../mail/inbox.ts";
import { createNotices } from "../mail/notices.ts";
import { smtpDelivery } from "../mail/smtp.ts";
import type { Metrics } from "../observability/metrics.ts";
import type { Tracing } from "../observability/tracing.ts";
import { openRedis, type Redis } from "../redis/redis.ts";
import { createPoolTokens } from "../sessions/pool-tokens.ts";
import { createSessionCache } from "../sessions/session-cache.ts";
import { openRevocationList } from "../sessions/revocation-list.ts";
import { pruneSessions } from "../sessions/sessions.ts";
import { createCacheEpoch, type CacheEpoch } from "../response-cache/cache-epoch.ts";
import { createResponseCache, type ResponseCache } from "../response-cache/response-cache.ts";
import { databaseCounters, memoryCounters, pruneCounters, redisCounters } from "../rate-limit/stores.ts";
import { type Counters, createRateLimiter } from "../rate-limit/rate-limiter.ts";
import { declaredRules, type Rules } from "../rules/rules.ts";
import { fetchKeys, type KeyFetch } from "../user-pool/tokens/fetch-keys.ts";
import { createTokenVerifier } from "../user-pool/tokens/token-verifier.ts";
import { limitCalls, type PoolCaller } from "../user-pool/limit-calls.ts";
import { onMisconfigured } from "../user-pool/on-misconfigured.ts";
import { createPoolOAuth } from "../user-pool/oauth/pool-oauth.ts";
import { openWhenUsed } from "../user-pool/open-when-used.ts";
import { type AppClientCheck, watchAppClient } from "../user-pool/app-client-check.ts";
import { probeAppClients } from "../user-pool/probe-app-client.ts";
import { watchProfile } from "../user-pool/profile/watch-profile.ts";
import { tellLanguage } from "../user-pool/tell-language.ts";
import { openUserPool, type UserPool } from "../user-pool/user-pool.ts";
import { createUnfitClaimLog } from "../user-pool/tokens/unfit-claim-log.ts";
import { cacheVerifiedTokens } from "../user-pool/tokens/caching-token-verifier.ts";
import type { DeletionHooks } from "../users/deletion-hooks.ts";
import { syncUserOfOtherClient } from "../users/sync-user.ts";

/** Options of the caller; the defaults are those of a running server. */
export type ServiceOptions = {
  /** What the application is made of; a feature comes after those that it needs. */
  features: readonly Feature[];
  clock?: () => Date;
  /** Opens and migrates the database; tests pass one that is ready. */
  open?: (config: Config, migrations: MigrationSet[], hooks: DatabaseHooks) => Promise<OpenDatabase>;
  /** Whether an empty database gets the examples of the features. Default: where the user pool is local. */
  seed?: boolean;
  /** Separates applications that share one Redis. */
  redisNamespace?: string;
  /** Carries messages between workers. Not used where there is Redis, which reaches all nodes. */
  nodeBus?: Bus;
  /** AWS credentials; absent: the AWS SDK finds them. */
  credentials?: { accessKeyId: string; secretAccessKey: string };
  /** Milliseconds for one response of the user pool. Default: four seconds. */
  userPoolTimeoutMs?: number | undefined;
  /** Milliseconds for one response of the service of PASSWORD_BREACH_URL. Default: one second. */
  breachTimeoutMs?: number | undefined;
  /** Milliseconds between two reads of the user pool's settings. Default: five minutes. */
  readProfileEveryMs?: number | undefined;
  /** Of the local user pool, see `LocalPoolOptions`. */
  passwordHashCost?: number;
  /** Of the local user pool, see `LocalPoolOptions`. */
  createPrivateKey?: () => Promise<string>;
  /** How many ended sessions a node keeps in memory. */
  revocationsInMemory?: number;
  /** Default: those of `rules`. */
  rules?: Rules;
};

export type OpenServices = {
  services: CoreServices;
  joinedContext: JoinedContext;
  hiddenPeople: HiddenPeopleLookup;
  responseCache: ResponseCache;
  /** Pseudonyms of accounts in the log are made with it. */
  accountHashKey: Buffer;
  database: OpenDatabase;
  /** Must be invalidated after each write. */
  cacheEpoch: CacheEpoch;
  /** The keys of the user pool. */
  keys: KeyFetch;
  /** Whether the user pool accepts the app client. */
  appClient: Pick<AppClientCheck, "check"> & { firstAttempt: Promise<void> };
  /** What the user pool is like, in a few lines. */
  findings: string[];
  /** The URL of the local user pool, if it runs here. */
  localPoolUrl: string | undefined;
};

/** Parts that observe the services. */
type Observers = {
  log: Log;
  metrics: Pick<Metrics, "keyFetch" | "rateLimitRefusal" | "breachQuery">;
  tracing: Tracing | undefined;
};

/**
 * Opens the services that features and the request handler use, and starts their background work.
 *
 * @param cleanups gets a function that stops each part, as soon as the part runs.
 */
export async function openServices(
  config: Config,
  {
    features,
    clock = () => new Date(),
    open = openConfigured,
    seed,
    redisNamespace = "cruddur",
    nodeBus = createLocalBus(),
    credentials,
    userPoolTimeoutMs,
    breachTimeoutMs,
    readProfileEveryMs,
    passwordHashCost,
    createPrivateKey,
    revocationsInMemory,
    rules = declaredRules,
  }: ServiceOptions,
  { log, metrics, tracing }: Observers,
  cleanups: (() => Promise<void>)[],
): Promise<OpenServices> {
  const database = await open(config, featureMigrations(features), {
    onConnection: tracing?.connection,
    onReplicaError: (error) => log.warn({ err: error }, "replica not used"),
    onWarning: ({ code, problem, remedy }) => log.warn({ code, remedy }, `database: ${problem}`),
  });
  cleanups.push(database.close);
  await checkTables(database.db, features);
  for (const table of await findTablesThatBlockDeletion(database.db, features))
    log.warn({ table }, "accounts cannot be deleted: a table refers to people, and is of no feature");
  const { db, read = async (work) => await work(database.db) } = database;
  const newId = createIdGenerator(clock);

  const redis =
    config.redisUrl === undefined
      ? undefined
      : await openRedis(config.redisUrl, redisNamespace, onRedisError(log));
  if (redis) cleanups.push(redis.stop);
  const bus: Bus = redis ? createRedisBus(redis, onRedisError(log)) : nodeBus;
  cleanups.push(bus.stop);

  const deliverMail =
    config.mail.kind === "smtp" ? smtpDelivery(config.mail) : inboxDelivery(db, clock, newId);
  const notices = createNotices(config.mail.kind === "none" ? undefined : deliverMail, (error) =>
    log.error({ err: error }, "notice not delivered"),
  );
  cleanups.push(notices.settled);
  const onError = (error: unknown): void => log.error({ err: error }, "unexpected error in the user pool");
  const pool = await connectUserPool(
    config,
    { credentials, requestTimeout: userPoolTimeoutMs },
    {
      db,
      clock,
      deliverMail,
      passwordHashCost,
      createPrivateKey,
      groups: groupsOf(features),
      onError,
      onTriggerSkipped: (trigger) => log.warn(trigger, skippedTriggerMessage),
    },
    cleanups,
  );

  tracing?.cognito(pool.cognito);
  const configuredProfile =
    config.userPool.kind === "cognito" ? config.userPool.profile : { domain: pool.localUrl };
  const profile = await watchProfile(pool, configuredProfile, log, readProfileEveryMs);
  cleanups.push(async () => profile.stop());
  const connection = { ...pool, profile: profile.current };
  const appClient = watchAppClient(async () => {
    await profile.verify();
    await probeAppClients(connection);
  }, log);
  cleanups.push(async () => appClient.stop());
  onMisconfigured(pool.cognito, appClient.suspect);

  const revocations = await openRevocationList({
    db,
    clock,
    bus,
    onError: (error) => log.error({ err: error }, "revocations not read"),
    maximumSessions: revocationsInMemory,
  });
  cleanups.push(async () => revocations.stop());

  const tokenVerifier = cacheVerifiedTokens(
    createTokenVerifier({
      ...pool,
      clock,
      onKeyFetch: metrics.keyFetch,
      rules: { ...rules, scopes: [...rules.scopes, ...scopesOf(features)] },
      ownClientId: pool.client.clientId,
      onUnfitClaim: createUnfitClaimLog(log, clock),
    }),
    clock,
  );
  const appSecret = await readAppSecret(db);
  const rateLimiter = createRateLimiter(chooseCounters(database, redis), metrics.rateLimitRefusal);
  const unlimitedPool = openUserPool(connection);
  const userPoolFor = (caller: PoolCaller, acceptLanguage?: string): UserPool =>
    openWhenUsed(unlimitedPool, () =>
      openUserPool(
        tellLanguage(limitCalls(connection, rateLimiter, caller), preferredLanguage(acceptLanguage)),
      ),
    );
  const { clientId, clientSecret } = pool.client;
  const poolTokens = createPoolTokens(
    clientSecret === undefined
      ? undefined
      : deriveKey(appSecret, "refresh tokens of the user pool", clientSecret),
  );
  if (config.userPool.kind === "cognito") void tellMissingPermissions(pool, log);
  const deletionHooks: readonly DeletionHooks[] = features;
  const goneAccountServices = { db, clock, userPool: unlimitedPool, revocations, deletionHooks, log };
  const removesGoneAccounts = await ownsAccounts({ db, clock }, pool.userPoolId);
  const removeIfGone = removesGoneAccounts ? createRemoveIfGone(goneAccountServices) : async () => false;
  const services: CoreServices = {
    db,
    read,
    clock,
    newId,
    cursorKey: deriveKey(appSecret, "cursors"),
    userPoolFor,
    poolProfile: profile.current,
    confirmAppClient: appClient.confirm,
    tokenVerifier,
    poolOAuth: createPoolOAuth({ ...connection, clock, tokenVerifier }),
    revocations,
    poolTokens,
    sessionCache: createSessionCache({
      db,
      clock,
      revocations,
      userPool: unlimitedPool,
      poolTokens,
      log,
      clientId,
      syncUser: (claims, accessToken) =>
        syncUserOfOtherClient(
          { db, clock, newId, poolProfile: profile.current, removeIfGone },
          claims.sub,
          () => userPoolFor({ account: claims.sub }).getProfile({ accessToken, claims }),
        ),
    }),
    rateLimiter,
    notices,
    removeIfGone,
    deletionHooks,
    isBreached: createBreachQuery(config.passwordBreachUrl, metrics.breachQuery, breachTimeoutMs),
  };
  const cacheEpoch = createCacheEpoch();
  const { joinedContext, hiddenPeople, likedBy } = await openFeatures(features, {
    services,
    config,
    log,
    bus,
    cacheEpoch,
    seed: seed ?? config.userPool.kind === "local",
    deriveKey: (purpose) => deriveKey(appSecret, purpose),
    onStop: (stop) => void cleanups.push(async () => await stop()),
  });
  const responseCache = createResponseCache({ clock, cacheEpoch, isOn: config.cacheResponses, likedBy });
  const onMaintenanceError = (error: unknown): void => log.error({ err: error }, "maintenance failed");
  const maintenance = repeat(
    maintenanceEveryMs,
    () => runMaintenance({ ...services, userPool: unlimitedPool, log }, features, onMaintenanceError),
    onMaintenanceError,
  );
  cleanups.push(async () => maintenance.stop());
  void maintenance.runNow();
  if (removesGoneAccounts) {
    const sweep = startAccountSweep(goneAccountServices, onMaintenanceError);
    cleanups.push(async () => sweep.stop());
  } else
    log.warn(
      { userPoolId: pool.userPoolId },
      "the accounts in the database are of another user pool: none is removed, see `npm run reconcile`",
    );
  const keys = fetchKeys(tokenVerifier.hydrate, log);
  cleanups.push(async () => keys.stop());

  return {
    services,
    joinedContext,
    hiddenPeople,
    responseCache,
    accountHashKey: deriveKey(appSecret, "accounts in the log"),
    database,
    cacheEpoch,
    keys,
    appClient,
    findings: profile.findings,
    localPoolUrl: pool.localUrl,
  };
}

async function openConfigured(
  { database, userPool }: Config,
  migrations: MigrationSet[],
  hooks: DatabaseHooks,
): Promise<OpenDatabase> {
  return userPool.kind === "local"
    ? await openDatabaseWithLocalPool(database, migrations, hooks)
    : await openDatabase(database, migrations, hooks);
}

/** Attempts are counted where all nodes see them; a single node counts in its memory. */
function chooseCounters({ db, isShared }: OpenDatabase, redis: Redis | undefined): Counters {
  if (redis) return redisCounters(redis);
  return isShared ? databaseCounters(db) : memoryCounters();
}

const maintenanceEveryMs = 60 * 1000;

/** Work that any node does once a minute. */
async function runMaintenance(
  services: CoreServices & { userPool: UserPool; log: Log },
  features: readonly Feature[],
  onError: (error: unknown) => void,
): Promise<void> {
  await pruneSessions(services.db);
  await pruneCounters(services.db);
  for (const { maintain } of features) await maintain?.(services);
  await finishDeletions(services, onError);
  await forgetExpiredDevices(services);
}

/** The client reconnects by itself; until then nodes learn of changes from the database. */
function onRedisError(log: Log): (error: unknown) => void {
  return (error) => log.warn({ err: error }, "Redis does not answer");
}
