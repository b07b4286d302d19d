import { ConfigError } from "./config.ts";

// The SDK warns on every start on Node 20 that its end is near; the version in use is pinned.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

export type Command = (environment: Record<string, string | undefined>, args: string[]) => Promise<void>;

/** What the program can do; each is loaded only when it is asked for. */
const commands: Record<string, () => Promise<Command>> = {
  start: async () => (await import("./commands/start.ts")).start,
  provision: async () => (await import("./commands/provision.ts")).provision,
  seed: async () => (await import("./commands/seed.ts")).seed,
  "user-pool": async () => (await import("./commands/user-pool.ts")).userPool,
  doctor: async () => (await import("./commands/doctor.ts")).doctor,
};

const [name = "start", ...args] = process.argv.slice(2);
try {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load)
    throw new ConfigError([`There is no command ${name}: take one of ${Object.keys(commands).join(", ")}.`]);
  const command = await load();
  await command(process.env, args);
} catch (error) {
  const { formatStartupError } = await import("./commands/format-startup-error.ts");
  process.stderr.write(`${formatStartupError(error)}\n`);
  process.exit(1);
}
