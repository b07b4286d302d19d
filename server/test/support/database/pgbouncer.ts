import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { access, chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { freePort } from "../network/free-port.ts";
import { eventually } from "../patience.ts";
import { ownerOfPostgres } from "./postgres-cluster.ts";

/** A PgBouncer in transaction mode that a test kills and starts. */
export type PgBouncer = {
  /** The URL of a database, through PgBouncer. */
  through: (url: string) => string;
  /** `kill -9`: all its connections break. */
  kill: () => Promise<void>;
  start: () => Promise<void>;
};

/** Debian's package puts it where no user's PATH leads. */
const program = "/usr/sbin/pgbouncer";

/** What docs/operations.md says to set. */
export const ignoredParameters = [
  "options",
  "statement_timeout",
  "lock_timeout",
  "idle_in_transaction_session_timeout",
];

export type PgBouncerOptions = {
  /** The server behind it. */
  server: string;
  roles?: string[];
  ignored?: string[];
  poolSize?: number;
};

/** Whether it is installed. On CI a missing one is an error. */
export async function hasPgBouncer(): Promise<boolean> {
  const isInstalled = await access(program).then(
    () => true,
    () => false,
  );
  return isInstalled || process.env["CI"] !== undefined;
}

/** Starts PgBouncer on a free port; it is stopped when the test ends. */
export async function startPgBouncer({
  server,
  roles = [],
  ignored = ignoredParameters,
  poolSize = 20,
}: PgBouncerOptions): Promise<PgBouncer> {
  const { hostname, port: serverPort, username } = new URL(server);
  const directory = await mkdtemp(join(tmpdir(), "cruddur-pgbouncer-"));
  // It refuses to run as root.
  const owner = await ownerOfPostgres();
  if (owner) await chown(directory, owner.uid, owner.gid);
  const port = await freePort();
  const file = join(directory, "pgbouncer.ini");
  const users = join(directory, "users.txt");
  await writeFile(users, [username, ...roles].map((name) => `"${name}" ""\n`).join(""));
  await writeFile(
    file,
    [
      "[databases]",
      `* = host=${hostname} port=${serverPort || "5432"}`,
      "[pgbouncer]",
      "listen_addr = 127.0.0.1",
      `listen_port = ${port}`,
      "unix_socket_dir =",
      "auth_type = trust",
      `auth_file = ${users}`,
      "pool_mode = transaction",
      `default_pool_size = ${poolSize}`,
      "max_client_conn = 500",
      `ignore_startup_parameters = ${ignored.join()}`,
      "server_login_retry = 1",
    ].join("\n"),
  );
  let child: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  };
  const start = async (): Promise<void> => {
    child = spawn(program, ["-q", file], { cwd: directory, stdio: "ignore", ...owner });
    await once(child, "spawn");
    await eventually(async () => {
      const socket = connect(port, "127.0.0.1");
      await once(socket, "connect").finally(() => socket.destroy());
    });
  };
  onTestFinished(async () => {
    await kill();
    await rm(directory, { recursive: true, force: true });
  });
  await start();
  return {
    through: (url) => {
      const changed = new URL(url);
      changed.host = `127.0.0.1:${port}`;
      return changed.href;
    },
    kill,
    start,
  };
}
