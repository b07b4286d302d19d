import { execFile } from "node:child_process";
import { chown, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../network/free-port.ts";
import { onTestFinished } from "vitest";

const run = promisify(execFile);

/** A Postgres server that a test stops and starts. */
export type PostgresCluster = {
  url: string;
  /** @param settings e.g. `work_mem=1MB` */
  start: (...settings: string[]) => Promise<void>;
  /** `immediate` is a crash: open transactions are lost, and the next start recovers from the write-ahead log. */
  stop: (mode: "fast" | "immediate") => Promise<void>;
  /** Starts a streaming replica. @param name for synchronous replication */
  startStandby: (name: string) => Promise<PostgresCluster>;
};

/** The directory of a test's servers, and the user who runs them. */
export type PostgresHome = {
  /** The directory of initdb and pg_ctl. */
  programs: string;
  /** Removed when the test ends. */
  directory: string;
  /** Postgres refuses to run as root; then it runs as the user `postgres` of its package. */
  owner: { uid: number; gid: number } | undefined;
};

/** Finds the directory of initdb and pg_ctl; undefined where they are not installed. */
export async function findPostgresPrograms(): Promise<string | undefined> {
  const debian = "/usr/lib/postgresql";
  const versions = await readdir(debian).catch(() => []);
  const [newest] = versions.toSorted((a, b) => Number(b) - Number(a));
  if (newest !== undefined) return join(debian, newest, "bin");
  return await run("pg_config", ["--bindir"]).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}

export async function makePostgresHome(): Promise<PostgresHome> {
  const programs = await findPostgresPrograms();
  if (programs === undefined) throw new Error("Postgres' programs (initdb, pg_ctl) are not installed.");
  const directory = await mkdtemp(join(tmpdir(), "cruddur-postgres-"));
  const owner = await ownerOfPostgres();
  if (owner) await chown(directory, owner.uid, owner.gid);
  onTestFinished(async () => await rm(directory, { recursive: true, force: true }));
  return { programs, directory, owner };
}

/** Creates and starts a server on a free port; it is stopped when the test ends. */
export async function startPostgresCluster(): Promise<PostgresCluster> {
  const { programs, directory, owner } = await makePostgresHome();
  const call: Call = async (program, ...args) => {
    await run(join(programs, program), args, { cwd: directory, ...owner });
  };
  const data = join(directory, "primary");
  await call("initdb", "--pgdata", data, "--username", "postgres", "--auth", "trust", "--no-sync");
  return await startServer(call, data);
}

/** Runs one of Postgres' programs. */
type Call = (program: string, ...args: string[]) => Promise<void>;

async function startServer(call: Call, data: string): Promise<PostgresCluster> {
  const port = await freePort();
  const control = async (command: string, ...args: string[]): Promise<void> =>
    await call("pg_ctl", command, "--pgdata", data, "--wait", ...args);
  const start = async (...settings: string[]): Promise<void> => {
    const own = ["listen_addresses=127.0.0.1", `unix_socket_directories=${data}`, "shared_buffers=16MB"];
    const options = [`-p ${port}`, ...[...own, ...settings].map((each) => `-c ${each}`)].join(" ");
    await control("start", "--options", options, "--log", `${data}.log`);
  };
  const stop = async (mode: "fast" | "immediate"): Promise<void> => await control("stop", "--mode", mode);
  onTestFinished(async () => {
    // It may have been stopped.
    await stop("immediate").catch(() => {});
  });
  await start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    stop,
    startStandby: async (name) => {
      const copy = join(data, "..", name);
      const from = `host=127.0.0.1 port=${port} user=postgres application_name=${name}`;
      await call("pg_basebackup", "--pgdata", copy, "--dbname", from, "--checkpoint=fast", "--no-sync", "-R");
      return await startServer(call, copy);
    },
  };
}

/** The user `postgres` of the package, for programs that refuse to run as root; undefined for any other user. */
export async function ownerOfPostgres(): Promise<PostgresHome["owner"]> {
  if (process.getuid?.() !== 0) return undefined;
  const ids = await Promise.all(
    ["-u", "-g"].map(async (kind) => Number((await run("id", [kind, "postgres"])).stdout)),
  );
  return { uid: ids[0] ?? 0, gid: ids[1] ?? 0 };
}
