import { appendFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { LocalUserPoolOptions, SentMessage } from "./start.ts";

const help = `Usage: local-user-pool [options]

Runs Amazon Cognito user pools on this machine, for any client of Cognito.

  --port NUMBER        port to listen on (4001)
  --host HOST          host to listen on (127.0.0.1; 0.0.0.0 in a container)
  --served-host NAME   a further host name under which clients reach it; may be repeated
  --data FOLDER        keeps the pools in a folder; without it they are in memory
  --seed FILE          JSON with pools, app clients, groups and people to begin with
  --messages FILE      appends each mail and SMS to a file, one JSON object a line
  --lambda-endpoint URL  endpoint with Lambda's protocol that runs the triggers
  --help               this text

LOCAL_USER_POOL_ACCESS_KEY_ID and LOCAL_USER_POOL_SECRET_ACCESS_KEY in the environment are the access key of an
administrator on another machine. On this machine the key "local" with the secret "local" is accepted.
`;

/** What was asked for cannot be done; the message says why to the one who asked. */
class UsageError extends Error {}

try {
  await run(process.argv.slice(2), process.env);
} catch (error) {
  process.stderr.write(`local-user-pool: ${explain(error)}\n`);
  process.exitCode = 1;
}

async function run(args: string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const { values } = parseArguments(args);
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  const options: LocalUserPoolOptions = {
    port: toPort(values.port),
    host: values.host,
    servedHosts: values["served-host"] ?? [],
    ...readCredentials(environment),
    ...(values.data !== undefined && { data: values.data }),
    ...(values.seed !== undefined && { seed: values.seed }),
    ...(values["lambda-endpoint"] !== undefined && { lambdaEndpoint: values["lambda-endpoint"] }),
    onMessage: (message) => writeMessage(message, values.messages),
    onError: (error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
  };
  const { startLocalUserPool } = await import("./start.ts");
  const pool = await startLocalUserPool(options);
  const lines = (await pool.pools()).flatMap(({ id, name, clients }) => [
    `  pool ${name}: ${id}`,
    ...clients.map((client) => `    app client ${client.name}: ${client.id}`),
  ]);
  process.stdout.write(`Local user pool at ${pool.url}\n${lines.map((line) => `${line}\n`).join("")}`);
  const stop = (): void => void pool.stop().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function parseArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: "string", default: "4001" },
        host: { type: "string", default: "127.0.0.1" },
        "served-host": { type: "string", multiple: true },
        data: { type: "string" },
        seed: { type: "string" },
        messages: { type: "string" },
        "lambda-endpoint": { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function toPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new UsageError("--port must be a number from 0 to 65535.");
  return port;
}

function readCredentials(environment: NodeJS.ProcessEnv): Pick<LocalUserPoolOptions, "credentials"> {
  const accessKeyId = environment["LOCAL_USER_POOL_ACCESS_KEY_ID"];
  const secretAccessKey = environment["LOCAL_USER_POOL_SECRET_ACCESS_KEY"];
  if (!accessKeyId && !secretAccessKey) return {};
  if (!accessKeyId || !secretAccessKey)
    throw new UsageError(
      "Set both LOCAL_USER_POOL_ACCESS_KEY_ID and LOCAL_USER_POOL_SECRET_ACCESS_KEY, or neither.",
    );
  return { credentials: { accessKeyId, secretAccessKey } };
}

function writeMessage(message: SentMessage, file: string | undefined): void {
  if (file === undefined) process.stdout.write(`To ${message.to}: ${message.text}\n`);
  else appendFileSync(file, `${JSON.stringify(message)}\n`, { mode: 0o600 });
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UsageError) return `${error.message} See --help.`;
  if (error.name === "SeedError") return error.message;
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return "The port is in use. Choose another one with --port.";
  if (code === "EACCES") return `${error.message}. Choose another port or folder.`;
  return error.message;
}
