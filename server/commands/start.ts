import cluster from "node:cluster";
import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { App, AppOptions } from "../app/start-app.ts";
import type { Playground } from "../http/routes/playground.ts";
import type { Config } from "../config/config.ts";
import { readConfig } from "../config/read-config.ts";
import { exitOnUnhandledErrors } from "./exit-on-unhandled-errors.ts";
import { listenForMetrics } from "../http/routes/metrics.ts";
import { assertPortFree } from "../lib/assert-port-free.ts";
import { letHeapGrow } from "../lib/heap.ts";
import { type Exposition, exposeWorkers } from "../observability/metrics.ts";
import { heartbeat, type Primary, runWorkers } from "../workers/primary.ts";
import { sendHeartbeats, reportMetrics } from "../workers/reports.ts";
import { createWorkerBus, sendToPrimary } from "../workers/worker-bus.ts";
import { formatStartupError } from "./format-startup-error.ts";
import { preparePlayground } from "./prepare-playground.ts";
import { stopOnSignals } from "./stop-on-signals.ts";

const builtWebClient = fileURLToPath(new URL("../../client", import.meta.url));
const builtPlayground = fileURLToPath(new URL("../../playground", import.meta.url));

/** `npm start`: runs the API in this process, or in WORKERS processes, until a signal stops it. */
export async function start(environment: Record<string, string | undefined>): Promise<void> {
  exitOnUnhandledErrors();
  const config = readConfig(environment);
  if (config.database.kind !== "pglite") letHeapGrow();
  if (cluster.isWorker) return await startWorker(config);
  if (config.workers > 1) return await startWorkers(config);
  const app = await startInProcess(config);
  stopOnSignals(app.stop);
  process.stdout.write(formatGreeting(app, config));
}

/** Loads the application on demand: the primary of workers does not need it. */
async function startInProcess(config: Config, options: Partial<AppOptions> = {}): Promise<App> {
  const { startApp } = await import("../app/start-app.ts");
  const { createLogOutput } = await import("../observability/log-output.ts");
  const { cruddur } = await import("../features/cruddur.ts");
  return await startApp(config, {
    features: cruddur,
    webClient: (await isBuilt(builtWebClient)) ? builtWebClient : undefined,
    playground: await findPlayground(config),
    log: createLogOutput(),
    ...options,
  });
}

/** On a laptop the playground is built on its first visit, elsewhere it is served if it is built. */
async function findPlayground({ production }: Config): Promise<Playground | undefined> {
  const prepare = production ? undefined : await preparePlayground();
  if (prepare === undefined && !(await isBuilt(builtPlayground))) return undefined;
  return { directory: builtPlayground, prepare };
}

/** Whether the directory is a build of Vite. */
async function isBuilt(directory: string): Promise<boolean> {
  return (await stat(`${directory}/assets`).catch(() => undefined)) !== undefined;
}

async function startWorkers(config: Config): Promise<void> {
  await assertPortFree(config.host, config.port);
  if (config.metrics.kind === "own-port") await assertPortFree(config.metrics.host, config.metrics.port);
  const workers = await runWorkers(config.workers, printError);
  const metrics =
    config.metrics.kind === "own-port"
      ? await listenForMetrics(config.metrics, { expose: () => exposeAll(workers) }, reportError)
      : undefined;
  const stop = async (): Promise<void> => {
    await workers.stop();
    await metrics?.stop();
  };
  stopOnSignals(stop, () => {
    workers.kill();
    process.exit(130);
  });
  process.stdout.write(formatGreeting({ url: workers.url, metricsUrl: metrics?.url }, config));
}

function printError(text: string): void {
  process.stderr.write(`${text}\n`);
}

function reportError(error: unknown): void {
  printError(formatStartupError(error));
}

/** Fails if no worker answers: an empty response would look healthy. */
async function exposeAll(workers: Primary): Promise<Exposition> {
  const values = await workers.metrics();
  if (values.size === 0) throw new Error("No worker returned its metrics.");
  return await exposeWorkers(values);
}

async function startWorker(config: Config): Promise<void> {
  sendHeartbeats(process, heartbeat.intervalMs);
  const app = await startInProcess(config, {
    nodeBus: createWorkerBus(process),
    ownsPorts: false,
  });
  reportMetrics(process, app.metrics, reportError);
  // A worker may get the signal twice, from the terminal and from the primary. Only the primary decides to stop at once.
  stopOnSignals(app.stop, () => {});
  sendToPrimary(process, { kind: "ready", url: app.url });
}

function formatGreeting(
  { url, userPoolUrl, userPoolFindings = [], metricsUrl }: Partial<App> & Pick<App, "url">,
  { userPool, mail, playground, workers }: Config,
): string {
  const lines = [
    ["Web client", url],
    ["GraphQL", `${url}/graphql`],
    ...(playground ? [["Playground", `${url}/playground`]] : []),
    ...(userPoolUrl && mail.kind === "inbox" ? [["Mail inbox", `${url}/inbox`]] : []),
    [
      userPoolUrl ? "Local pool" : "User pool",
      userPoolUrl ?? (userPool.kind === "cognito" ? userPool.userPoolId : ""),
    ],
    ...(userPool.kind === "cognito" ? userPoolFindings.map((finding) => ["", finding]) : []),
    ...(metricsUrl ? [["Metrics", metricsUrl]] : []),
    ...(workers > 1 ? [["Workers", String(workers)]] : []),
  ];
  const text = lines.map(([name = "", value = ""]) => `    ${name.padEnd(12)}${value}`).join("\n");
  return `\n  Cruddur is running\n\n${text}\n\n  Ctrl-C stops it.\n\n`;
}
