import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished } from "vitest";
import { freePort } from "../network/free-port.ts";
import { makePostgresHome, type PostgresHome } from "./postgres-cluster.ts";
import { eventually } from "../patience.ts";

const run = promisify(execFile);

/** A Postgres server that Patroni manages. */
export type PatroniMember = {
  url: string;
  /** The machine fails: kills the server and Patroni. */
  crash: () => Promise<void>;
  /** Starts the server without Patroni, as nobody should. */
  startAlone: () => Promise<void>;
  stopAlone: () => Promise<void>;
  /** The machine is back: starts Patroni, which starts the server. */
  start: () => void;
};

export type PatroniCluster = {
  members: [PatroniMember, PatroniMember];
  /** Waits until one is the primary and the other one its synchronous standby. */
  waitUntilInSync: () => Promise<{ primary: PatroniMember; standby: PatroniMember }>;
};

/** In seconds. Patroni's defaults are 30, 10 and 10; from 3.2 on, `ttl` is at least 20. */
const timing = { ttl: 10, loop_wait: 1, retry_timeout: 3 };

/**
 * Starts two servers with synchronous replication under Patroni, which keeps the leader lock in etcd, as they would run on
 * two machines.
 *
 * @see https://patroni.readthedocs.io/en/latest/replication_modes.html#synchronous-mode
 */
export async function startPatroni(): Promise<PatroniCluster> {
  await Promise.all(["patroni", "etcd"].map((program) => run(program, ["--version"]))).catch(
    (cause: unknown) => {
      throw new Error("Patroni is not installed: apt-get install patroni etcd-server.", { cause });
    },
  );
  const home = await makePostgresHome();
  const store = await startEtcd(home);
  const first = await makeMember(home, store, "db1");
  const second = await makeMember(home, store, "db2");
  const members: [Member, Member] = [first, second];
  for (const member of members) member.start();
  return {
    members,
    async waitUntilInSync() {
      let states: (string | undefined)[] = [];
      const agreed = eventually(async () => {
        states = await Promise.all(members.map(stateOf));
        expect(new Set(states)).toEqual(new Set(["primary", "standby"]));
      }, 100);
      await agreed.catch(async (cause: unknown) => {
        throw new Error((await Promise.all(members.map(({ recentLog }) => recentLog()))).join("\n\n"), {
          cause,
        });
      });
      const [primary, standby] = states[0] === "primary" ? members : [second, first];
      return { primary, standby };
    },
  };
}

type Member = PatroniMember & {
  api: string;
  /** The end of Patroni's log. */
  recentLog: () => Promise<string>;
};

/** The role that Patroni reports; undefined where it is neither. */
async function stateOf({ api }: Member): Promise<"primary" | "standby" | undefined> {
  const isOk = async (path: string): Promise<boolean> =>
    await fetch(`${api}/${path}`).then(
      ({ ok }) => ok,
      () => false,
    );
  if (await isOk("primary")) return "primary";
  return (await isOk("synchronous")) ? "standby" : undefined;
}

async function startEtcd({ directory, owner }: PostgresHome): Promise<string> {
  const [client, peer] = [await freePort(), await freePort()].map((port) => `http://127.0.0.1:${port}`);
  const settings = {
    "data-dir": join(directory, "etcd"),
    "listen-client-urls": client,
    "advertise-client-urls": client,
    "listen-peer-urls": peer,
    "initial-advertise-peer-urls": peer,
    "initial-cluster": `default=${peer}`,
    "unsafe-no-fsync": "true",
  };
  const args = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  startAs(owner, "etcd", args, directory);
  await eventually(async () => expect((await fetch(`${client}/health`)).ok).toBe(true));
  return client ?? "";
}

async function makeMember(home: PostgresHome, store: string, name: string): Promise<Member> {
  const { programs, directory, owner } = home;
  const data = join(directory, name);
  const [port, api] = [await freePort(), `127.0.0.1:${await freePort()}`];
  const configuration = join(directory, `${name}.yml`);
  const postgres = {
    listen: `127.0.0.1:${port}`,
    connect_address: `127.0.0.1:${port}`,
    data_dir: data,
    bin_dir: programs,
    pgpass: join(directory, `${name}.pgpass`),
    authentication: { superuser: { username: "postgres" }, replication: { username: "postgres" } },
    pg_hba: ["local all all trust", "host all,replication all 127.0.0.1/32 trust"],
    // The machine keeps its power, and with fsync a start after a crash would sync every file.
    parameters: { unix_socket_directories: directory, shared_buffers: "16MB", fsync: "off" },
  };
  // JSON is YAML.
  const text = JSON.stringify({
    scope: "cruddur",
    name,
    restapi: { listen: api, connect_address: api },
    etcd3: { url: store },
    bootstrap: {
      dcs: { ...timing, synchronous_mode: true, postgresql: { use_pg_rewind: true } },
      initdb: [{ auth: "trust" }, { username: "postgres" }, "no-sync"],
    },
    postgresql: postgres,
  });
  await writeFile(configuration, text);
  let patroni: ChildProcess | undefined;
  const control = async (...args: string[]): Promise<void> => {
    await run(join(programs, "pg_ctl"), [...args, "--pgdata", data, "--wait"], { cwd: directory, ...owner });
  };
  onTestFinished(async () => await control("stop", "--mode", "immediate").catch(() => {}));
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    api: `http://${api}`,
    recentLog: async () => `${name}: ${(await readFile(`${data}.patroni.log`, "utf8")).slice(-3000)}`,
    start: () => {
      patroni = startAs(owner, "patroni", [configuration], directory, `${data}.patroni.log`);
    },
    async crash() {
      const [server] = (await readFile(join(data, "postmaster.pid"), "utf8")).split("\n");
      patroni?.kill("SIGKILL");
      process.kill(Number(server), "SIGKILL");
    },
    startAlone: async () =>
      await control("start", "--options", "-c synchronous_standby_names=", "--log", `${data}.log`),
    stopAlone: async () => await control("stop", "--mode", "fast"),
  };
}

/** Starts a program that is killed when the test ends. */
function startAs(
  owner: PostgresHome["owner"],
  program: string,
  args: string[],
  directory: string,
  log = "/dev/null",
): ChildProcess {
  const output = openSync(log, "a");
  const child = spawn(program, args, { cwd: directory, stdio: ["ignore", output, output], ...owner });
  closeSync(output);
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null && child.kill("SIGKILL"))
      await once(child, "exit");
  });
  return child;
}
