import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import autocannon from "autocannon";
import pg from "pg";
import { createSdk } from "../../client/sdk/sdk.ts";
import { type ServerProcess, startServer } from "./server-process.ts";

// `npm run bench`: the signed-in home feed from Postgres, by the real program as production runs it and by Apollo Server
// as it is documented; each in its own process, the same rows, query, token and bytes, by turns.

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = join(root, "dist/server/main.js");
const peer = join(root, "server/bench/peers/documented-apollo.ts");
const server = process.env["DATABASE_URL"] ?? "postgres://postgres@127.0.0.1:5432/postgres";
const database = new URL(server);
database.pathname = "/cruddur_bench";
const ports = { program: 5610, pool: 5611, peer: 5612 };
const rounds = 5;
const secondsEach = 4;
const connections = 32;
const query = `{ homeFeed(first: 20) { edges { node { id message createdAt expiresAt audience likesCount repliesCount author { handle name } } } pageInfo { hasNextPage } } }`;

const admin = new pg.Client({ connectionString: server });
await admin.connect();
await admin.query("drop database if exists cruddur_bench with (force)");
await admin.query("create database cruddur_bench");
const running: ServerProcess[] = [];
try {
  await bench();
} finally {
  for (const each of running) await each.stop();
  await admin.query("drop database if exists cruddur_bench with (force)");
  await admin.end();
}

async function bench(): Promise<void> {
  const environment = { DATABASE_URL: database.href, NODE_ENV: "production", HOST: "127.0.0.1" };
  const ours = await startServer(
    "Cruddur",
    [program],
    {
      ...environment,
      PORT: String(ports.program),
      USER_POOL_PORT: String(ports.pool),
      LOCAL_USER_POOL: "on",
      INBOX: "on",
      AUTH_MIN_RESPONSE_MS: "0",
    },
    ports.program,
  );
  running.push(ours);
  const { accessToken, clientId } = await signUp(ours.url);
  await promisify(execFile)(process.execPath, [program, "seed", "--activities", "1000"], {
    env: { ...process.env, ...environment, LOCAL_USER_POOL: "on", INBOX: "on" },
  });
  const documented = await startServer(
    "Apollo + Express, as documented",
    ["--import", "tsx", peer],
    {
      ...environment,
      TSX_TSCONFIG_PATH: join(root, "server/bench/tsconfig.json"),
      PORT: String(ports.peer),
      COGNITO_ENDPOINT: `http://localhost:${ports.pool}`,
      COGNITO_USER_POOL_ID: "us-east-1_Local0001",
      COGNITO_CLIENT_ID: clientId,
    },
    ports.peer,
  );
  running.push(documented);

  const request = {
    method: "POST" as const,
    headers: { "content-type": "application/json", authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ query }),
  };
  await assertSameAnswers(running, request);
  for (const each of running) await measure(each, request, 3);
  const results = new Map(running.map((each) => [each, [] as Measurement[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [each, list] of results) list.push(await measure(each, request, secondsEach));
  }
  await report(results);
}

type Measurement = { requestsPerSecond: number; cpuMicroseconds: number; p50: number; p99: number };
type Request = { method: "POST"; headers: Record<string, string>; body: string };

async function measure(each: ServerProcess, request: Request, duration: number): Promise<Measurement> {
  const before = await each.cpu();
  const result = await autocannon({ url: each.url, connections, duration, ...request });
  const used = (await each.cpu()) - before;
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${each.name} failed under load.`);
  return {
    requestsPerSecond: result.requests.total / result.duration,
    cpuMicroseconds: (used * 1000) / result.requests.total,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}

/** Numbers of different work are not to be compared. */
async function assertSameAnswers(servers: ServerProcess[], request: Request): Promise<void> {
  const answers = await Promise.all(servers.map(async ({ url }) => await (await fetch(url, request)).text()));
  if (new Set(answers.map((text) => text.trim())).size !== 1)
    throw new Error(`The answers differ:\n${answers.map((text) => text.slice(0, 300)).join("\n")}`);
}

async function report(results: Map<ServerProcess, Measurement[]>): Promise<void> {
  const rows = [...results].map(([{ name }, list]) => ({
    name,
    requestsPerSecond: Math.round(median(list.map((each) => each.requestsPerSecond))),
    cpuMicroseconds: Math.round(median(list.map((each) => each.cpuMicroseconds))),
    p50: median(list.map((each) => each.p50)),
    p99: median(list.map((each) => each.p99)),
  }));
  const slowest = Math.max(...rows.map(({ cpuMicroseconds }) => cpuMicroseconds));
  const lines = rows.map(
    (row) =>
      `  ${row.name.padEnd(34)}${String(row.requestsPerSecond).padStart(8)} req/s${String(row.cpuMicroseconds).padStart(8)} µs CPU${String(row.p50).padStart(6)} ms p50${String(row.p99).padStart(6)} ms p99${(slowest / row.cpuMicroseconds).toFixed(1).padStart(7)} ×`,
  );
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}`;
  process.stdout.write(
    `\n  Signed-in homeFeed(first: 20) from Postgres, ${machine}\n\n${lines.join("\n")}\n\n`,
  );
  await writeFile(
    join(root, "docs/bench-home-feed.json"),
    `${JSON.stringify({ date: new Date().toISOString(), machine, connections, rounds, secondsEach, rows }, undefined, 2)}\n`,
  );
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** Somebody who signs up by the real program, with the real token of the pool. */
async function signUp(url: string): Promise<{ accessToken: string; clientId: string }> {
  const sdk = createSdk({ url });
  const account = {
    email: "bench@enterprise.example",
    password: "a long enough pass phrase",
    name: "Bench",
    handle: "bench",
  };
  await sdk.signUp({ input: account });
  const inbox = await fetch(new URL(`/inbox.json?to=${account.email}`, url));
  const [mail] = (await inbox.json()) as { code: string }[];
  const { confirmSignUp } = await sdk.confirmSignUp({
    input: { email: account.email, code: mail?.code ?? "" },
  });
  if (confirmSignUp.__typename !== "SignedIn") throw new Error("The sign-up failed.");
  const { accessToken } = confirmSignUp.session;
  const claims = JSON.parse(Buffer.from(accessToken.split(".")[1] ?? "", "base64url").toString()) as {
    client_id: string;
  };
  return { accessToken, clientId: claims.client_id };
}
