import "reflect-metadata";
import type { FastifyInstance } from "fastify";
import type { Config } from "../config/config.ts";
import { explainMisspelled } from "../config/misspelled-variables.ts";
import type { AdmissionLimits } from "../graphql-server/admission/admission-control.ts";
import { checkFeatures } from "../features/check-features.ts";
import { createDraining } from "../http/draining.ts";
import { createForwarded } from "../http/policies/forwarded.ts";
import { createServesHost, guardHosts } from "../http/policies/hosts.ts";
import { addPreflightRoute, createCorsHeaders } from "../http/policies/origins.ts";
import { createRefusedOriginLog } from "../http/policies/refused-origins.ts";
import { createRequestId } from "../http/policies/request-id.ts";
import { createSecurityHeaders } from "../http/policies/security-headers.ts";
import { addHealthRoutes } from "../http/routes/health.ts";
import { addInboxRoutes } from "../http/routes/inbox.ts";
import { addMetricsRoute, listenForMetrics } from "../http/routes/metrics.ts";
import { addPlayground, type Playground } from "../http/routes/playground.ts";
import { addWebClient } from "../http/routes/web-client.ts";
import { shareCheck } from "../http/share-check.ts";
import { createHttpServer, graphqlPath } from "../http/server.ts";
import { assertPortFree } from "../lib/assert-port-free.ts";
import { createAccountHash } from "../observability/hash-account.ts";
import { createLog } from "../observability/log.ts";
import type { LogStream } from "../observability/log-output.ts";
import { createMetrics, type Metrics } from "../observability/metrics.ts";
import { createRequestLog } from "../observability/request-log.ts";
import { createRequestRecorder } from "../observability/request-recorder.ts";
import type { Tracing } from "../observability/tracing.ts";
import { databaseCheckFor } from "./check-database.ts";
import { createContextFactory } from "./context.ts";
import { createGraphqlServer } from "./create-graphql-server.ts";
import { openServices, type ServiceOptions } from "./open-services.ts";

/** Options of the caller; the defaults are those of a running server. */
export type AppOptions = ServiceOptions & {
  /** False for a worker: its primary listens on the ports. */
  ownsPorts?: boolean;
  /** Milliseconds that an operation may take. Default: ten seconds. */
  timeLimitMs?: number;
  /** Receives the log. Default: the standard output. */
  log?: LogStream;
  admissionLimits?: Partial<AdmissionLimits>;
  /** The built web client's directory; absent: the API alone. */
  webClient?: string;
  /** Absent: none. */
  playground?: Playground;
};

export type App = {
  /** The URL of the API and the web client. */
  url: string;
  /** The URL of the local user pool, if it runs here. */
  userPoolUrl: string | undefined;
  /** What the user pool is like, in a few lines. */
  userPoolFindings: string[];
  /** The URL of the metrics, if they have a separate port. */
  metricsUrl: string | undefined;
  metrics: Metrics["values"];
  stop: () => Promise<void>;
};

/** Starts all parts in order. When one fails, those that run already are stopped in reverse order. */
export async function startApp(config: Config, options: AppOptions): Promise<App> {
  const cleanups: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    while (cleanups.length > 0) await cleanups.pop()?.();
  };
  try {
    return { ...(await start(config, options, cleanups)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  config: Config,
  {
    ownsPorts = true,
    timeLimitMs = 10_000,
    log: stream = process.stdout,
    admissionLimits,
    webClient,
    playground,
    ...options
  }: AppOptions,
  cleanups: (() => Promise<void>)[],
): Promise<Omit<App, "stop">> {
  const { features } = options;
  checkFeatures(features);
  if (ownsPorts) await assertPortFree(config.host, config.port);
  if (config.userPool.kind === "local") await assertPortFree("localhost", config.userPool.port);
  const log = createLog(stream, config.logLevel);
  for (const each of config.misspelled)
    log.warn({ code: "VARIABLE_NOT_READ", variable: each.name, meant: each.meant }, explainMisspelled(each));
  const metrics = createMetrics();
  const tracing = await openTracing(config);
  if (tracing) cleanups.push(tracing.stop);

  const opened = await openServices(config, options, { log, metrics, tracing }, cleanups);
  const { services, database, keys, appClient } = opened;
  const recordRequest = createRequestRecorder(graphqlPath, {
    log: createRequestLog(stream, config.logLevel),
    hashAccount: createAccountHash(opened.accountHashKey),
    onOperation: metrics.operation,
  });
  const draining = createDraining(config.shutdownDelayMs);
  const forwarded = createForwarded(config.trustProxy);
  const webHosts = config.webOrigins.map((origin) => new URL(origin).hostname);
  const servesHost = createServesHost([config.host, ...config.servedHosts, ...webHosts], forwarded);
  const policies = {
    forwarded,
    requestId: createRequestId(forwarded),
    servesHost: config.production ? () => true : servesHost,
    corsHeaders: createCorsHeaders(config.webOrigins, forwarded, createRefusedOriginLog(log)),
    securityHeaders: createSecurityHeaders(config),
    draining,
    recordRequest,
    startTrace: tracing?.startTrace,
  };
  const createContext = createContextFactory(opened.joinedContext);
  const { graphqlHandler, guestQuery, admission, streams } = await createGraphqlServer(
    config,
    {
      ...policies,
      log,
      metrics,
      timeLimitMs,
      admissionLimits,
      features,
      scopes: options.rules?.scopes,
      createContext,
    },
    opened,
    cleanups,
  );
  const server = createHttpServer({
    ...policies,
    log,
    graphqlHandler,
    onConnection: admission.connectionOpened,
  });
  if (!config.production) guardHosts(server, policies.servesHost);
  addPreflightRoute(server, graphqlPath, policies.corsHeaders, "POST");
  const checkDatabase = databaseCheckFor(features);
  const readiness = {
    database: shareCheck(async () => await database.probe(checkDatabase)),
    keys: keys.check,
    userPool: appClient.check,
    node: draining.check,
  };
  addHealthRoutes(server, readiness, admission.isShedding);
  metrics.watch({
    tokenLookups: services.tokenVerifier.lookups,
    connections: database.connections,
    revocationsAgeSeconds: services.revocations.ageSeconds,
    openSubscriptions: streams.openCount,
    shedRequests: admission.shedCount,
    responseCache: opened.responseCache.lookups,
    reads: database.readCounts,
  });
  if (config.metrics.kind !== "off") metrics.watchProcess();
  if (config.metrics.kind === "api-port") addMetricsRoute(server, metrics);
  const metricsListener =
    config.metrics.kind === "own-port" && ownsPorts
      ? await listenForMetrics(config.metrics, metrics, (error) =>
          log.error({ err: error }, "metrics not read"),
        )
      : undefined;
  if (metricsListener) cleanups.push(metricsListener.stop);
  if (config.mail.kind === "inbox" && config.userPool.kind === "local")
    await addInboxRoutes(server, services.db, servesHost);
  if (config.playground && playground !== undefined)
    await addPlayground(server, playground, (error) => log.error({ err: error }, "playground not built"));
  if (webClient !== undefined) await addWebClient(server, webClient);
  const { production } = config;
  const { cacheEpoch } = opened;
  const kit = {
    ...policies,
    services,
    admission,
    guestQuery,
    createContext,
    cacheEpoch,
    log,
    webClient,
    production,
  };
  for (const { addRoutes } of features) await addRoutes?.(server, kit);

  await Promise.all([keys.firstAttempt, appClient.firstAttempt]);
  cleanups.push(() => closeServer(server));
  cleanups.push(async () => streams.stop());
  await server.listen({ host: config.host, port: config.port });
  cleanups.push(draining.begin);
  return {
    url: toUrl(server),
    userPoolUrl: opened.localPoolUrl,
    userPoolFindings: [...opened.findings, ...(await describeRefusal(appClient.check))],
    metricsUrl: metricsListener?.url,
    metrics: metrics.values,
  };
}

/** A line for the greeting if the user pool refuses the app client, which the log explains. */
async function describeRefusal(check: () => Promise<void>): Promise<string[]> {
  const isAccepted = await check().then(
    () => true,
    () => false,
  );
  return isAccepted ? [] : ["NOT READY: the pool refuses the app client (MISCONFIGURED in the log)"];
}

/** OpenTelemetry is loaded only where traces are configured. */
async function openTracing({ tracing }: Config): Promise<Tracing | undefined> {
  if (!tracing) return undefined;
  const { startTracing } = await import("../observability/tracing.ts");
  return startTracing(tracing);
}

const closeWithinMs = 10_000;

/** Lets requests in progress finish, for at most ten seconds: a request may never be sent completely. */
async function closeServer(server: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => server.server.closeAllConnections(), closeWithinMs);
  await server.close();
  clearTimeout(timer);
}

/** The URL on this machine; the system may have chosen the port. */
function toUrl(server: FastifyInstance): string {
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return `http://localhost:${address.port}`;
}
