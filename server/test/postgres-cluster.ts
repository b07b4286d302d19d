import { execFile } from "node:child_process";
import { chown, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";

const run = promisify(execFile);

/** A Postgres server of the test's own, which it may stop and start. */
export type PostgresCluster = {
  url: string;
  start: () => Promise<void>;
  /** `immediate` is a crash: open transactions are lost, and the next start recovers from the log. */
  stop: (mode: "fast" | "immediate") => Promise<void>;
};

/** Where Postgres' programs are, or undefined where they are not installed. */
export async function findPostgres(): Promise<string | undefined> {
  const debian = "/usr/lib/postgresql";
  const versions = await readdir(debian).catch(() => []);
  const [newest] = versions.toSorted((a, b) => Number(b) - Number(a));
  if (newest !== undefined) return join(debian, newest, "bin");
  return await run("pg_config", ["--bindir"]).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}

/** Makes and starts one on a free port; it is gone when the test ends. */
export async function startCluster(): Promise<PostgresCluster> {
  const programs = await findPostgres();
  if (programs === undefined) throw new Error("Postgres' programs (initdb, pg_ctl) are not installed.");
  const directory = await mkdtemp(join(tmpdir(), "cruddur-postgres-"));
  const owner = await ownerOfPostgres();
  if (owner) await chown(directory, owner.uid, owner.gid);
  const data = join(directory, "data");
  const port = await freePort();
  const call = async (program: string, ...args: string[]): Promise<void> => {
    await run(join(programs, program), args, { cwd: directory, ...owner });
  };
  await call("initdb", "--pgdata", data, "--username", "postgres", "--auth", "trust", "--no-sync");
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${directory} -c shared_buffers=16MB`;
  const start = async (): Promise<void> =>
    await call(
      "pg_ctl",
      "start",
      "--pgdata",
      data,
      "--wait",
      "--options",
      options,
      "--log",
      join(directory, "log"),
    );
  const stop = async (mode: "fast" | "immediate"): Promise<void> =>
    await call("pg_ctl", "stop", "--pgdata", data, "--wait", "--mode", mode);
  onTestFinished(async () => {
    // It may be stopped already.
    await stop("immediate").catch(() => {});
    await rm(directory, { recursive: true, force: true });
  });
  await start();
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, start, stop };
}

/** Postgres refuses to run as root: then it runs as the user that its package made. */
async function ownerOfPostgres(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const ids = await Promise.all(
    ["-u", "-g"].map(async (kind) => Number((await run("id", [kind, "postgres"])).stdout)),
  );
  return { uid: ids[0] ?? 0, gid: ids[1] ?? 0 };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
