import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type App, startApp } from "../app.ts";
import { type Config, readConfig } from "../config.ts";
import { exitOnFaults } from "./exit-on-faults.ts";
import { stopOnSignals } from "./stop-on-signals.ts";

const builtWebClient = fileURLToPath(new URL("../../client", import.meta.url));
/** Beside the built server, or from the server's source where it is built. */
const builtPlaygrounds = ["../../playground", "../../dist/playground"].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** `npm start`: everything, until a signal stops it. */
export async function start(environment: Record<string, string | undefined>): Promise<void> {
  exitOnFaults();
  const config = readConfig(environment);
  const app = await startApp(config, {
    webClient: await firstBuilt([builtWebClient]),
    playground: await firstBuilt(builtPlaygrounds),
  });
  process.stdout.write(greeting(app, config));
  stopOnSignals(app.stop);
}

/** The first of these directories that a build has written: a source has no assets. */
async function firstBuilt(directories: string[]): Promise<string | undefined> {
  for (const directory of directories)
    if (await stat(`${directory}/assets`).catch(() => undefined)) return directory;
  return undefined;
}

function greeting({ url, userPoolUrl, metricsUrl }: App, { userPool, mail, playground }: Config): string {
  const lines = [
    ["Web client", url],
    ["GraphQL", `${url}/graphql`],
    ...(playground ? [["Playground", `${url}/playground`]] : []),
    ...(userPoolUrl && mail.kind === "inbox" ? [["Mail inbox", `${url}/inbox`]] : []),
    [
      userPoolUrl ? "Local pool" : "User pool",
      userPoolUrl ?? (userPool.kind === "cognito" ? userPool.userPoolId : ""),
    ],
    ...(metricsUrl ? [["Metrics", metricsUrl]] : []),
  ];
  const text = lines.map(([name = "", value = ""]) => `    ${name.padEnd(12)}${value}`).join("\n");
  return `\n  Cruddur is running\n\n${text}\n\n  Ctrl-C stops it.\n\n`;
}
