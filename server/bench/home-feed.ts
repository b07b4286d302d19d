import "reflect-metadata";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { blockPeople } from "./block-people.ts";
import { copyRows } from "./copy-rows.ts";
import { type Measurement, measureInRounds, type Request, type Scenario } from "./measure.ts";
import { BenchPool, handleOf, publicClientId, userPoolId } from "./pool.ts";
import { writeReport } from "./report.ts";
import { type ServerProcess, startServer } from "./server-process.ts";
import { sessionsOf } from "./sign-in-sessions.ts";
import { writeScenarios } from "./writes.ts";

// `npm run bench`: measures the signed-in home feed of the production program, and what writes, beside its peers, set up as
// their docs describe; each server in its own process, with the same rows, query, token and bytes, in alternating rounds.
// Needs a Postgres server in DATABASE_URL.

// Not for each of a dozen processes.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

const root = fileURLToPath(new URL("../..", import.meta.url));
const postgres = process.env["DATABASE_URL"] ?? "postgres://postgres@127.0.0.1:5432/postgres";
const database = new URL(postgres);
database.pathname = "/cruddur_bench";
const firstPort = 5610;
const poolPort = 5600;
const viewers = 40;
/** How many people the last of the accounts has blocked. */
const blockedPeople = 100;

const node = (extraField: string): string =>
  `id message createdAt expiresAt audience likesCount repliesCount ${extraField} author { handle name }`;
const feed = (extraField = ""): string =>
  JSON.stringify({
    query: `{ homeFeed(first: 20) { edges { node { ${node(extraField)} } } pageInfo { hasNextPage } } }`,
  });

const admin = new pg.Client({ connectionString: postgres });
const rows = new pg.Client({ connectionString: database.href });
const running: ServerProcess[] = [];
const directory = await mkdtemp(join(tmpdir(), "cruddur-bench-"));
await admin.connect();
await admin.query("drop database if exists cruddur_bench with (force)");
await admin.query("create database cruddur_bench");
try {
  await writeReport(await bench());
} finally {
  for (const server of running) await server.stop();
  await rows.end();
  await admin.query("drop database if exists cruddur_bench with (force)");
  await admin.end();
  await rm(directory, { recursive: true });
}

async function bench(): Promise<Map<Scenario, Measurement[]>> {
  const production = {
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    LOCAL_USER_POOL: "on",
    INBOX: "on",
    EMBEDDED_DATABASE: "on",
  };
  const onPostgres = { ...production, DATABASE_URL: database.href };
  const program = join(root, "dist/server/main.js");
  let port = firstPort;
  const start = async (name: string, args: string[], env: Record<string, string>): Promise<ServerProcess> => {
    port += 1;
    const server = await startServer(name, args, { ...env, PORT: String(port) }, port);
    running.push(server);
    return server;
  };

  const ours = await start("Cruddur on Postgres", [program], {
    ...onPostgres,
    USER_POOL_PORT: String(poolPort),
  });
  const pool = new BenchPool(`http://localhost:${poolPort}`);
  const poolEnvironment = await pool.environment();
  const tokens: string[] = [];
  for (let number = 0; number < viewers; number += 1) tokens.push(await pool.signUp(number));
  const blocker = await pool.signUp(viewers);
  pool.close();
  await promisify(execFile)(process.execPath, [program, "seed", "--activities", "1000"], {
    env: { ...process.env, ...onPostgres },
  });
  // No activity may expire during the run: all servers must respond the same throughout.
  await rows.connect();
  await rows.query("update activities set expires_at = created_at + interval '30 days'");
  const { rows: posts } = await rows.query<{ id: string }>(
    "select id from activities where not is_reply order by id desc limit 500",
  );

  const requests = (body: string, accessTokens: string[]): Request[] =>
    accessTokens.map((token) => ({
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body,
    }));
  /** The same request with other bytes each time: the value of an unused variable changes. */
  let count = 0;
  const withUniqueBytes = (request: Request): Request => ({
    ...request,
    setupRequest: (sent) => {
      count += 1;
      return { ...sent, body: request.body.replace(/}$/, `,"variables":{"number":${count}}}`) };
    },
  });
  // A user's row is created by the first request, and must exist before the database is copied.
  for (const request of requests(feed(), [...tokens, blocker])) await fetch(ours.url, request);
  // Before the other servers start: they read who is hidden when the user first comes.
  await blockPeople(rows, handleOf(viewers), blockedPeople);

  await copyRows(database.href, directory);
  const embedded = await start("Cruddur on PGlite, embedded", [program], {
    ...production,
    ...poolEnvironment,
    // Overrides the benchmark's own variable.
    DATABASE_URL: "",
    DATA_DIR: directory,
  });
  const uncached = await start("Cruddur on Postgres, RESPONSE_CACHE=off", [program], {
    ...onPostgres,
    ...poolEnvironment,
    RESPONSE_CACHE: "off",
  });
  // Not the process of the user pool.
  const writing = await start("Cruddur on Postgres", [program], {
    ...onPostgres,
    ...poolEnvironment,
    TRUST_PROXY: "1",
  });

  const responseFile = join(directory, "response.json");
  const [signedIn] = requests(feed(), tokens);
  if (!signedIn) throw new Error("No viewer has signed in.");
  await writeFile(responseFile, await (await fetch(ours.url, signedIn)).text());
  const peer = async (
    name: string,
    file: string,
    environment: Record<string, string> = {},
  ): Promise<ServerProcess> =>
    await start(name, ["--import", "tsx", join(root, "server/bench/peers", file)], {
      NODE_ENV: "production",
      DATABASE_URL: database.href,
      TSX_TSCONFIG_PATH: join(root, "server/bench/tsconfig.json"),
      COGNITO_ENDPOINT: `http://localhost:${poolPort}`,
      COGNITO_USER_POOL_ID: userPoolId,
      COGNITO_CLIENT_ID: publicClientId,
      API_CLIENT_ID: poolEnvironment["COGNITO_CLIENT_ID"] ?? "",
      API_CLIENT_SECRET: poolEnvironment["COGNITO_CLIENT_SECRET"] ?? "",
      KEY_ID: keyIdOf(tokens[0] ?? ""),
      RESPONSE_FILE: responseFile,
      ...environment,
    });
  const inMemory = { FEED: "memory" };
  const limit = await peer("node:http, same bytes: the limit", "bare-http.ts");
  const apollo = await peer("Apollo + Express, feed in memory", "documented-apollo.ts", inMemory);
  const yoga = await peer("Yoga + JWT plugin, feed in memory", "documented-yoga.ts", inMemory);
  const mercurius = await peer("Mercurius + JIT + JWT, feed in memory", "documented-mercurius.ts", inMemory);
  const apolloOnPostgres = await peer("Apollo + Express on Postgres", "documented-apollo.ts");
  const floor = await peer("node:http and pg, same rows: the floor", "bare-pg.ts");

  const liked = feed("viewerHasLiked");
  return await measureInRounds([
    {
      title: "homeFeed(first: 20), signed in",
      limit,
      baseline: apollo,
      servers: [limit, ours, embedded, mercurius, yoga, apollo],
      requests: requests(feed(), tokens.slice(0, 1)),
    },
    {
      title: "The same, each request with other bytes: executed, rows from the page cache",
      limit,
      baseline: apollo,
      servers: [limit, ours, embedded, mercurius, yoga, apollo],
      requests: requests(feed(), tokens.slice(0, 1)).map(withUniqueBytes),
    },
    {
      title: `Executed, of a user who has blocked ${blockedPeople} people`,
      limit,
      baseline: apollo,
      servers: [embedded, writing, apollo],
      requests: requests(feed(), [blocker]).map(withUniqueBytes),
    },
    {
      title: "Read from the database each time",
      limit,
      baseline: apolloOnPostgres,
      servers: [limit, floor, uncached, apolloOnPostgres],
      requests: requests(feed(), tokens.slice(0, 1)),
    },
    {
      title: "With viewerHasLiked, one user repeatedly",
      limit,
      baseline: apolloOnPostgres,
      servers: [ours, uncached, apolloOnPostgres],
      requests: requests(liked, tokens.slice(0, 1)),
    },
    {
      title: `With viewerHasLiked, ${viewers} users in turn`,
      limit,
      baseline: apolloOnPostgres,
      servers: [ours, uncached, apolloOnPostgres],
      requests: requests(liked, tokens),
    },
    ...writeScenarios({
      limit,
      ours: writing,
      peer: apolloOnPostgres,
      tokens,
      signInSessions: sessionsOf(writing.url, viewers),
      posts: posts.map(({ id }) => id),
      // Requests count for the limits, and reach none.
      resetLimits: async () => void (await rows.query("delete from throttle_counters")),
      endSessions: async () => void (await rows.query("delete from sessions")),
    }),
  ]);
}

function keyIdOf(token: string): string {
  const header: unknown = JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString());
  if (typeof header !== "object" || header === null || !("kid" in header))
    throw new Error("The token has no kid.");
  return String(header.kid);
}
