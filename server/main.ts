import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import { exitWithReason } from "./commands/exit-with-reason.ts";
import type { Feature } from "./features/feature.ts";
import { keepHeapSmall } from "./lib/heap.ts";

// Before anything else is loaded; a server on Postgres takes it back.
keepHeapSmall();

// On Node 20 the AWS SDK warns at every start that support ends soon. Its version is pinned.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

export type Command = (environment: Record<string, string | undefined>, args: string[]) => Promise<void>;

/** Loaders of the commands, so that each command loads its own code alone. */
const commands: Record<string, () => Promise<Command>> = {
  start: async () => (await import("./commands/start.ts")).start,
  provision: async () => withFeatures((await import("./commands/provision.ts")).provision),
  seed: async () => (await import("./commands/seed.ts")).seed,
  "user-pool": async () => (await import("./commands/user-pool.ts")).userPool,
  reconcile: async () => (await import("./commands/reconcile.ts")).reconcile,
  doctor: async () => withFeatures((await import("./commands/doctor.ts")).doctor),
};

/** A command that is about the application's features. */
async function withFeatures(
  command: (...parameters: [...Parameters<Command>, readonly Feature[]]) => Promise<void>,
): Promise<Command> {
  const { cruddur } = await import("./features/cruddur.ts");
  return async (environment, args) => await command(environment, args, cruddur);
}

/**
 * Reads `.env`, or the file that ENV_FILE names. What the environment sets already stays.
 *
 * @throws ConfigError
 */
async function readEnvFile(): Promise<void> {
  const named = process.env["ENV_FILE"];
  if (!named && !existsSync(".env")) return;
  try {
    loadEnvFile(named || ".env");
  } catch {
    const { ConfigError } = await import("./config/read-config.ts");
    throw new ConfigError([`ENV_FILE names a file that cannot be read: ${named || ".env"}.`]);
  }
}

const [name = "start", ...args] = process.argv.slice(2);
await exitWithReason(async () => {
  await readEnvFile();
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) {
    const { ConfigError } = await import("./config/read-config.ts");
    throw new ConfigError([`There is no command ${name}: use one of ${Object.keys(commands).join(", ")}.`]);
  }
  const command = await load();
  await command(process.env, args);
});
