import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type App, startApp } from "../app.ts";
import { type Config, readConfig } from "../config.ts";
import { exitOnFaults } from "./exit-on-faults.ts";
import { stopOnSignals } from "./stop-on-signals.ts";

const builtWebClient = fileURLToPath(new URL("../../client", import.meta.url));

/** `npm start`: everything, until a signal stops it. */
export async function start(environment: Record<string, string | undefined>): Promise<void> {
  exitOnFaults();
  const config = readConfig(environment);
  const webClient = (await stat(`${builtWebClient}/index.html`).catch(() => undefined)) && builtWebClient;
  const app = await startApp(config, { webClient });
  process.stdout.write(greeting(app, config));
  stopOnSignals(app.stop);
}

function greeting({ url, userPoolUrl, metricsUrl }: App, { userPool, mail }: Config): string {
  const lines = [
    ["Web client", url],
    ["GraphQL", `${url}/graphql`],
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
