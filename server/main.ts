import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type App, startApp } from "./app.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { DirectoryInUseError } from "./database/directory-lock.ts";

// The SDK warns on every start on Node 20 that its end is near; the version in use is pinned.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

const builtWebClient = fileURLToPath(new URL("../client", import.meta.url));

try {
  const config = readConfig(process.env);
  const webClient = (await stat(`${builtWebClient}/index.html`).catch(() => undefined)) && builtWebClient;
  const app = await startApp(config, { webClient });
  process.stdout.write(greeting(app, config));
  stopOnSignals(app);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

function greeting({ url, userPoolUrl }: App, { userPool, mail }: Config): string {
  const lines = [
    ["Web client", url],
    ["GraphQL", `${url}/graphql`],
    ...(userPoolUrl && mail.kind === "inbox" ? [["Mail inbox", `${url}/inbox`]] : []),
    [
      userPoolUrl ? "Local pool" : "User pool",
      userPoolUrl ?? (userPool.kind === "cognito" ? userPool.userPoolId : ""),
    ],
  ];
  const text = lines.map(([name = "", value = ""]) => `    ${name.padEnd(12)}${value}`).join("\n");
  return `\n  Cruddur is running\n\n${text}\n\n  Ctrl-C stops it.\n\n`;
}

/** The first signal lets requests finish; the second does not wait. */
function stopOnSignals(app: App): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) process.exit(130);
    stopping = true;
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${explain(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
}

/** What a person can do about a start that failed. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) {
    return `\n  Cruddur cannot start like this:\n${error.problems.map((problem) => `    - ${problem}`).join("\n")}\n`;
  }
  if (error instanceof DirectoryInUseError) {
    return `\n  ${error.message}\n  Stop that one first, or set DATA_DIR to another directory.\n`;
  }
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE" && "port" in error) {
    return `\n  Port ${String(error.port)} is in use by another program.\n  Stop that one first, or set PORT (the app) or USER_POOL_PORT (the local user pool).\n`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
