import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { finishDeletions } from "./auth/delete-account.ts";
import { type Bus, createLocalBus } from "./bus/bus.ts";
import { createRedisBus } from "./bus/redis-bus.ts";
import type { Config } from "./config.ts";
import { type DatabaseHooks, type OpenDatabase, openDatabase } from "./database/database.ts";
import { cruddurMigrations } from "./database/migrations.ts";
import { createIdGenerator } from "./database/new-id.ts";
import { readCursorKey } from "./feed/cursor-key.ts";
import { likedBy } from "./feed/likes.ts";
import { watchPostedActivities } from "./feed/posted-activities.ts";
import { startPurge } from "./feed/purge.ts";
import { seedFeed } from "./feed/seed-feed.ts";
import { createApolloServer } from "./graphql/apollo-server.ts";
import type { Services } from "./graphql/context.ts";
import { readPersistedDocuments } from "./graphql/persisted-documents.ts";
import { createSchema } from "./graphql/schema.ts";
import { addDraining } from "./http/draining.ts";
import { createFastLane, type FastLane } from "./http/fast-lane.ts";
import { addGraphqlRoute, graphqlPath } from "./http/graphql-route.ts";
import { addHealthRoutes } from "./http/health.ts";
import { createServedHosts, guardHosts } from "./http/hosts.ts";
import { createHttpServer } from "./http/http-server.ts";
import { addInboxRoutes } from "./http/inbox-page.ts";
import { addMetricsRoute, listenForMetrics } from "./http/metrics.ts";
import { createObserve, observeRequests } from "./http/observe-requests.ts";
import { addPlayground } from "./http/playground.ts";
import { limitLoad, type LoadLimits, loadLimits as usualLoadLimits } from "./http/load-limits.ts";
import { createCrossOrigin, guardOrigins } from "./http/origins.ts";
import { assertPortFree } from "./http/port.ts";
import { createSubscriptionStreams } from "./http/subscription-streams.ts";
import { addWebClient } from "./http/web-client.ts";
import { type LocalPoolOptions, openDatabaseWithLocalPool, startLocalPool } from "./local-pool.ts";
import { inboxDelivery } from "./mail/inbox.ts";
import { createNotices } from "./mail/notices.ts";
import { smtpDelivery } from "./mail/smtp.ts";
import { createAccountHash } from "./observability/hash-account.ts";
import type { LogStream } from "./observability/log-output.ts";
import { createMetrics, type Metrics } from "./observability/metrics.ts";
import { createOperationLabels } from "./observability/operation-labels.ts";
import type { Tracing } from "./observability/tracing.ts";
import { repeat } from "./clock/repeat.ts";
import { openRedis, type Redis } from "./redis/redis.ts";
import { createKnownSessions } from "./sessions/known-sessions.ts";
import { openRevocationList } from "./sessions/revocation-list.ts";
import { pruneSessions } from "./sessions/sessions.ts";
import { createFreshness } from "./shared-answers/freshness.ts";
import { createSharedAnswers } from "./shared-answers/shared-answers.ts";
import { createSharedPages } from "./shared-answers/shared-pages.ts";
import { databaseLimiter, memoryLimiter, pruneCounters, redisLimiter } from "./throttle/limiters.ts";
import { type CreateLimiter, createThrottle } from "./throttle/throttle.ts";
import { createCognitoClient } from "./user-pool/cognito-client.ts";
import { fetchKeys } from "./user-pool/fetch-keys.ts";
import { findMissingPermissions } from "./user-pool/permissions.ts";
import { createTokenVerifier } from "./user-pool/token-verifier.ts";
import type { UserPoolClient } from "./user-pool/pool-connection.ts";
import { rememberVerified } from "./user-pool/verified-tokens.ts";
import { openUserPool } from "./user-pool/user-pool.ts";
import { ensureUser } from "./users/ensure-user.ts";

/** What a program around the application may choose; the defaults are those of a running server. */
export type AppOptions = {
  clock?: () => Date;
  /** Opens and migrates the database; tests hand in a ready one. */
  open?: (config: Config, hooks: DatabaseHooks) => Promise<OpenDatabase>;
  /** Whether an empty database gets the example feed. Default: where the user pool is local. */
  seed?: boolean;
  /** Keeps apart applications that share one Redis. */
  redisNamespace?: string;
  /** Carries news between the processes of this node, where there are several; Redis does that for all nodes. */
  neighbours?: Bus;
  /** Whether nobody else listens on its ports; those of a worker are its primary's, that of the metrics too. */
  ownsPorts?: boolean;
  /** Of AWS; absent: as the AWS SDK finds them. */
  credentials?: { accessKeyId: string; secretAccessKey: string };
  /** Milliseconds that an operation may take. Default: ten seconds. */
  timeLimitMs?: number;
  /** Of the local user pool; see LocalPoolOptions. */
  passwordHashCost?: number;
  /** Where the log goes. Default: the standard output. */
  log?: LogStream;
  /** What is refused as too much. */
  loadLimits?: Partial<LoadLimits>;
  /** The built web client's directory; absent: the API alone. */
  webClient?: string;
  /** The built playground's directory; absent: none. */
  playground?: string;
};

export type App = {
  /** Where the API and the web client answer. */
  url: string;
  /** Where the local user pool answers, if it runs here. */
  userPoolUrl: string | undefined;
  /** Where the metrics are read, if they have a port of their own. */
  metricsUrl: string | undefined;
  metrics: Metrics["values"];
  stop: () => Promise<void>;
};

/** Starts all parts, each on those before it. When one fails, those that run already are stopped. */
export async function startApp(config: Config, options: AppOptions = {}): Promise<App> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    while (stops.length > 0) await stops.pop()?.();
  };
  try {
    return { ...(await start(config, options, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  config: Config,
  {
    clock = () => new Date(),
    open = openConfigured,
    seed,
    redisNamespace = "cruddur",
    neighbours = createLocalBus(),
    ownsPorts = true,
    credentials,
    timeLimitMs = 10_000,
    passwordHashCost,
    log: logStream,
    loadLimits,
    webClient,
    playground,
  }: AppOptions,
  stops: (() => Promise<void>)[],
): Promise<Omit<App, "stop">> {
  if (ownsPorts) await assertPortFree(config.host, config.port);
  if (config.userPool.kind === "local") await assertPortFree("localhost", config.userPool.port);
  const front: { lane?: FastLane } = {};
  const server = createHttpServer(config, { stream: logStream, front });
  const { log } = server;
  const metrics = createMetrics();

  const tracing = await openTracing(config);
  if (tracing) stops.push(tracing.stop);
  tracing?.requests(server, graphqlPath);

  const database = await open(config, {
    onConnection: tracing?.connection,
    onReplicaError: (error) => log.warn({ err: error }, "the replica is not read from"),
  });
  stops.push(database.close);
  const { db, read = async (work) => await work(database.db) } = database;
  const newId = createIdGenerator(clock);
  if (seed ?? config.userPool.kind === "local") await seedFeed(db, clock, newId);

  const redis =
    config.redisUrl === undefined
      ? undefined
      : await openRedis(config.redisUrl, redisNamespace, onRedisError(log));
  if (redis) stops.push(redis.stop);
  const bus: Bus = redis ? createRedisBus(redis, onRedisError(log)) : neighbours;
  stops.push(bus.stop);

  const deliverMail =
    config.mail.kind === "smtp" ? smtpDelivery(config.mail) : inboxDelivery(db, clock, newId);
  const notices = createNotices(config.mail.kind === "none" ? undefined : deliverMail, (error) =>
    log.error({ err: error }, "a notice was not delivered"),
  );
  stops.push(notices.settled);
  const onError = (error: unknown): void => log.error({ err: error }, "unexpected error in the user pool");
  const pool = await connectUserPool(
    config,
    credentials,
    { db, clock, deliverMail, passwordHashCost, onError },
    stops,
  );

  tracing?.cognito(pool.cognito);

  const revocations = await openRevocationList({
    db,
    clock,
    bus,
    onError: (error) => log.error({ err: error }, "revocations not read"),
  });
  stops.push(async () => revocations.stop());

  const purge = startPurge(db, clock, (error) => log.error({ err: error }, "ended activities not purged"));
  stops.push(async () => purge.stop());

  const freshness = createFreshness();
  const sharing = { clock, freshness, isOn: config.shareAnswers };
  const sharedAnswers = createSharedAnswers({
    ...sharing,
    likedBy: async (userId, activityIds) =>
      await read(async (each) => await likedBy(each, userId, activityIds)),
  });
  const postedActivities = await watchPostedActivities({
    db,
    clock,
    bus,
    onNews: freshness.forget,
    onError: (error) => log.error({ err: error }, "new posts not read"),
  });
  stops.push(async () => postedActivities.stop());

  const tokenVerifier = rememberVerified(
    createTokenVerifier({ ...pool, clock, onKeyFetch: metrics.keyFetch }),
    clock,
  );
  const userPool = openUserPool(pool);
  if (config.userPool.kind === "cognito") void tellMissingPermissions(pool, log);
  const services: Services = {
    db,
    read,
    clock,
    newId,
    cursorKey: await readCursorKey(db),
    postedActivities,
    sharedAnswers,
    sharedPages: createSharedPages(sharing),
    userPool,
    tokenVerifier,
    revocations,
    knownSessions: createKnownSessions({
      db,
      clock,
      clientId: pool.client.clientId,
      ensurePerson: (sub, accessToken) =>
        ensureUser({ db, clock, newId }, sub, () => userPool.getProfile({ accessToken })),
    }),
    throttle: createThrottle(chooseLimiter(database, redis), metrics.throttleRefusal),
    notices,
    minimumAuthMs: config.authMinimumMs,
  };
  const onUpkeepError = (error: unknown): void => log.error({ err: error }, "upkeep failed");
  const upkeep = repeat(upkeepEveryMs, () => keepUp(services, onUpkeepError), onUpkeepError);
  stops.push(async () => upkeep.stop());
  void upkeep.now();
  const schema = createSchema(metrics.mutation);
  const labels = createOperationLabels(schema);
  const apollo = createApolloServer({ schema, ...config, freshness, log, labels });
  await apollo.start();
  stops.push(() => apollo.stop());

  const keys = fetchKeys(tokenVerifier.hydrate, log);
  stops.push(async () => keys.stop());

  const observe = createObserve(graphqlPath, {
    hashAccount: createAccountHash(services.cursorKey),
    onOperation: metrics.operation,
  });
  observeRequests(server, observe);
  const serves = config.production
    ? () => true
    : createServedHosts([config.host, ...config.webOrigins.map((origin) => new URL(origin).hostname)]);
  guardHosts(server, serves);
  const crossOrigin = createCrossOrigin(config.webOrigins);
  guardOrigins(server, graphqlPath, crossOrigin);
  const queued = (): number => database.connections?.().waiting ?? 0;
  const load = limitLoad(server, graphqlPath, { ...usualLoadLimits, ...loadLimits }, queued);
  const streams = createSubscriptionStreams(
    {
      schema,
      production: config.production,
      labels,
      onError: (error) => log.error({ err: error }, "tokens of subscriptions not looked at"),
    },
    services,
  );
  addGraphqlRoute(server, {
    apollo,
    streams,
    services,
    documents: readPersistedDocuments(),
    production: config.production,
    timeLimitMs,
  });
  const draining = addDraining(server, config.shutdownDelayMs);
  // Traces want every request to take the same way.
  if (config.shareAnswers && !tracing)
    front.lane = createFastLane(config, {
      path: graphqlPath,
      services,
      crossOrigin,
      serves,
      isOpen: () => !draining.isOn() && load.hasRoom(),
      observe,
      log,
    });
  addHealthRoutes(server, { database: database.ping, keys: keys.check, node: draining.check }, load);
  metrics.watch({
    tokenLookups: tokenVerifier.lookups,
    connections: database.connections,
    revocationsAgeSeconds: revocations.ageSeconds,
    openSubscriptions: streams.open,
    shedRequests: load.refused,
    sharedAnswers: sharedAnswers.lookups,
    reads: database.reads,
  });
  if (config.metrics.kind !== "off") metrics.watchProcess();
  if (config.metrics.kind === "beside") addMetricsRoute(server, metrics);
  const metricsListener =
    config.metrics.kind === "port" && ownsPorts
      ? await listenForMetrics(config.metrics, metrics, (error) =>
          log.error({ err: error }, "metrics not read"),
        )
      : undefined;
  if (metricsListener) stops.push(metricsListener.stop);
  if (config.mail.kind === "inbox" && config.userPool.kind === "local") addInboxRoutes(server, db);
  if (config.playground && playground !== undefined) await addPlayground(server, playground);
  if (webClient !== undefined) await addWebClient(server, webClient);

  await keys.firstTry;
  stops.push(() => closeServer(server));
  stops.push(async () => streams.stop());
  await server.listen({ host: config.host, port: config.port });
  stops.push(draining.begin);
  return {
    url: toUrl(server),
    userPoolUrl: pool.localUrl,
    metricsUrl: metricsListener?.url,
    metrics: metrics.values,
  };
}

/** OpenTelemetry is loaded only where it is wanted. */
async function openTracing({ tracing }: Config): Promise<Tracing | undefined> {
  if (!tracing) return undefined;
  const { startTracing } = await import("./observability/tracing.ts");
  return startTracing(tracing);
}

/** Attempts are counted where all nodes see them: of one node alone that is its own memory. */
function chooseLimiter({ db, isShared }: OpenDatabase, redis: Redis | undefined): CreateLimiter {
  if (redis) return redisLimiter(redis);
  return isShared ? databaseLimiter(db) : memoryLimiter;
}

const upkeepEveryMs = 60 * 1000;

/** What must be done now and then, by whatever node. */
async function keepUp(services: Services, onError: (error: unknown) => void): Promise<void> {
  await pruneSessions(services.db);
  await pruneCounters(services.db);
  await finishDeletions(services, onError);
}

/** The API works without AWS permissions, with less protection: whoever runs it is told which. */
async function tellMissingPermissions(pool: ConnectedUserPool, log: FastifyBaseLogger): Promise<void> {
  for (const { action, protects } of await findMissingPermissions(pool))
    log.warn({ action, off: protects }, "the API lacks a permission: a protection is off");
}

/** A connection that is down is made anew; until then all goes by the database. */
function onRedisError(log: FastifyBaseLogger): (error: unknown) => void {
  return (error) => log.warn({ err: error }, "Redis does not answer");
}

const closeWithinMs = 10_000;

/** Lets requests under way finish; one that is never sent to its end does not hold the process up. */
async function closeServer(server: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => server.server.closeAllConnections(), closeWithinMs);
  await server.close();
  clearTimeout(timer);
}

/** Where people on this machine find it; the port may have been chosen by the system. */
function toUrl(server: FastifyInstance): string {
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return `http://localhost:${address.port}`;
}

async function openConfigured({ database, userPool }: Config, hooks: DatabaseHooks): Promise<OpenDatabase> {
  return userPool.kind === "local"
    ? await openDatabaseWithLocalPool(database, hooks)
    : await openDatabase(database, [cruddurMigrations], hooks);
}

type ConnectedUserPool = {
  cognito: CognitoIdentityProviderClient;
  userPoolId: string;
  /** The API's own app client. */
  client: UserPoolClient;
  /** All app clients whose tokens the API accepts. */
  clientIds: string[];
  endpoint: string | undefined;
  localUrl: string | undefined;
};

/** The pool that the configuration names; or the local one, started and provisioned. */
async function connectUserPool(
  { userPool }: Config,
  credentials: AppOptions["credentials"],
  local: Omit<LocalPoolOptions, "host" | "port">,
  stops: (() => Promise<void>)[],
): Promise<ConnectedUserPool> {
  if (userPool.kind === "cognito") {
    const { userPoolId, clientId, clientSecret, trustedClientIds, endpoint } = userPool;
    return {
      cognito: createCognitoClient({ ...userPool, ...(credentials && { credentials }) }),
      userPoolId,
      client: { clientId, clientSecret },
      clientIds: [clientId, ...trustedClientIds],
      endpoint,
      localUrl: undefined,
    };
  }
  const { url, stop, cognito, userPoolId, clients } = await startLocalPool({
    ...local,
    host: "localhost",
    port: userPool.port,
  });
  stops.push(stop);
  const [client] = clients;
  if (!client) throw new Error("The pool definition has no app client.");
  const clientIds = clients.map(({ clientId }) => clientId);
  return { cognito, userPoolId, client, clientIds, endpoint: url, localUrl: url };
}
