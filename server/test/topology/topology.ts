import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type MailServer, startMailServer } from "../support/network/mail-server.ts";
import { type Program, spawnProgram, waitForOutput } from "../support/program/run-program.ts";
import { openTestDatabase } from "../support/database/test-database.ts";
import { freePort } from "../support/network/free-port.ts";
import { type ComposeService, environmentOf, readComposeFile } from "./compose-file.ts";

export type Node = {
  /** Its own address, without the proxy. */
  url: string;
  program: Program;
};

/** The services of docker-compose.yml as processes of this machine. */
export type Topology = {
  /** The public address: the proxy's. */
  url: string;
  mail: MailServer;
  /** Starts a node of docker-compose.yml, and waits until it runs. */
  startNode: (name: "api-1" | "api-2") => Promise<Node>;
  stop: () => Promise<void>;
};

/**
 * Starts what `docker compose up` starts, without Docker: with the file's commands and environment, except for addresses.
 * Postgres and Redis are those of the tests, and the mail server is in this process.
 */
export async function startTopology(redisUrl: string): Promise<Topology> {
  const cleanups: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    while (cleanups.length > 0) await cleanups.pop()?.();
  };
  try {
    return { ...(await start(redisUrl, cleanups)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(redisUrl: string, cleanups: (() => Promise<void>)[]): Promise<Omit<Topology, "stop">> {
  await promisify(execFile)("caddy", ["version"]).catch((cause: unknown) => {
    throw new Error("Caddy is not installed: apt-get install caddy.", { cause });
  });
  const { services } = await readComposeFile();
  const directory = await mkdtemp(join(tmpdir(), "cruddur-topology-"));
  cleanups.push(async () => await rm(directory, { recursive: true, force: true }));
  const database = await openTestDatabase();
  cleanups.push(database.close);
  const mail = await startMailServer();
  cleanups.push(mail.stop);
  const [proxyPort, poolPort, ...ports] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const nodePorts = { "api-1": ports[0] ?? 0, "api-2": ports[1] ?? 0 };
  const shared = { DATABASE_URL: database.url ?? "", SMTP_URL: mail.url(), HOST: "127.0.0.1" };

  async function run(
    service: ComposeService | undefined,
    addresses: Record<string, string>,
  ): Promise<Program> {
    if (!service) throw new Error("docker-compose.yml has no such service.");
    const [, ...args] = (service.command ?? []).map((arg) => arg.replace("/user-pool/", `${directory}/`));
    const environment = {
      NODE_ENV: "production",
      EMBEDDED_DATABASE: "on",
      ...(await environmentOf(service)),
      ...shared,
      ...addresses,
    };
    const program = spawnProgram([process.execPath, ...args], environment);
    cleanups.push(program.kill);
    return program;
  }

  const pool = await run(services["user-pool"], { DATA_DIR: directory, USER_POOL_PORT: String(poolPort) });
  await waitForOutput(pool, /User pool +http/);

  const caddyfile = await readFile(new URL("../../../deploy/Caddyfile", import.meta.url), "utf8");
  const url = `http://127.0.0.1:${proxyPort}`;
  const proxy = spawnProgram(["caddy", "run", "--adapter", "caddyfile", "--config", "-"], {
    // Its state is removed with the directory.
    HOME: directory,
    SITE_ADDRESS: `:${proxyPort}`,
    NODES: Object.values(nodePorts)
      .map((port) => `127.0.0.1:${port}`)
      .join(" "),
  });
  proxy.child.stdin?.end(caddyfile);
  cleanups.push(proxy.kill);
  await waitForOutput(proxy, /serving initial configuration/);

  return {
    url,
    mail,
    startNode: async (name) => {
      const port = nodePorts[name];
      const program = await run(services[name], {
        PORT: String(port),
        METRICS_PORT: "0",
        METRICS_HOST: "127.0.0.1",
        REDIS_URL: redisUrl,
        COGNITO_ENDPOINT: `http://127.0.0.1:${poolPort}`,
      });
      await waitForOutput(program, /Cruddur is running/);
      return { url: `http://127.0.0.1:${port}`, program };
    },
  };
}
