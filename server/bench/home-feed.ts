import "reflect-metadata";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { copyRows } from "./copy-rows.ts";
import { type Measured, measureByTurns, type Request, type Scenario } from "./measure.ts";
import { BenchPool, publicClientId, userPoolId } from "./pool.ts";
import { writeReport } from "./report.ts";
import { type ServerProcess, startServer } from "./server-process.ts";

// `npm run bench`: the signed-in home feed by the real program, as production runs it, beside its peers as they are
// documented; each in its own process, the same rows, query, token and bytes, by turns. Wants a Postgres server, by
// DATABASE_URL.

const root = fileURLToPath(new URL("../..", import.meta.url));
const postgres = process.env["DATABASE_URL"] ?? "postgres://postgres@127.0.0.1:5432/postgres";
const database = new URL(postgres);
database.pathname = "/cruddur_bench";
const firstPort = 5610;
const poolPort = 5600;
const viewers = 40;

const node = (more: string): string =>
  `id message createdAt expiresAt audience likesCount repliesCount ${more} author { handle name }`;
const feed = (more = ""): string =>
  JSON.stringify({
    query: `{ homeFeed(first: 20) { edges { node { ${node(more)} } } pageInfo { hasNextPage } } }`,
  });

const admin = new pg.Client({ connectionString: postgres });
const running: ServerProcess[] = [];
const directory = await mkdtemp(join(tmpdir(), "cruddur-bench-"));
await admin.connect();
await admin.query("drop database if exists cruddur_bench with (force)");
await admin.query("create database cruddur_bench");
try {
  await writeReport(await bench());
} finally {
  for (const each of running) await each.stop();
  await admin.query("drop database if exists cruddur_bench with (force)");
  await admin.end();
  await rm(directory, { recursive: true });
}

async function bench(): Promise<Map<Scenario, Measured[]>> {
  const production = { NODE_ENV: "production", HOST: "127.0.0.1", LOCAL_USER_POOL: "on", INBOX: "on" };
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
  const ofPool = await pool.environment();
  const tokens: string[] = [];
  for (let number = 0; number < viewers; number += 1) tokens.push(await pool.signUp(number));
  pool.close();
  await promisify(execFile)(process.execPath, [program, "seed", "--activities", "1000"], {
    env: { ...process.env, ...onPostgres },
  });
  // No post ends while it is measured: all servers are to answer the same all the time.
  const rows = new pg.Client({ connectionString: database.href });
  await rows.connect();
  await rows.query("update activities set expires_at = created_at + interval '30 days'");
  await rows.end();

  const requests = (body: string, of: string[]): Request[] =>
    of.map((token) => ({
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body,
    }));
  /** Asks for the same, and never says it twice in the same bytes: a variable that no query uses has another value. */
  let number = 0;
  const inOtherWords = (request: Request): Request => ({
    ...request,
    setupRequest: (each) => {
      number += 1;
      return { ...each, body: request.body.replace(/}$/, `,"variables":{"number":${number}}}`) };
    },
  });
  // Each person is known to the database before it is copied.
  for (const request of requests(feed(), tokens)) await fetch(ours.url, request);

  await copyRows(database.href, directory);
  const embedded = await start("Cruddur on PGlite, embedded", [program], {
    ...production,
    ...ofPool,
    // Wherever the benchmark itself got its server from.
    DATABASE_URL: "",
    DATA_DIR: directory,
  });
  const executing = await start("Cruddur on Postgres, nothing told again", [program], {
    ...onPostgres,
    ...ofPool,
    RESPONSE_CACHE: "off",
  });

  const answer = join(directory, "answer.json");
  const [signedIn] = requests(feed(), tokens);
  if (!signedIn) throw new Error("Nobody is signed in.");
  await writeFile(answer, await (await fetch(ours.url, signedIn)).text());
  const peer = async (
    name: string,
    file: string,
    more: Record<string, string> = {},
  ): Promise<ServerProcess> =>
    await start(name, ["--import", "tsx", join(root, "server/bench/peers", file)], {
      NODE_ENV: "production",
      DATABASE_URL: database.href,
      TSX_TSCONFIG_PATH: join(root, "server/bench/tsconfig.json"),
      COGNITO_ENDPOINT: `http://localhost:${poolPort}`,
      COGNITO_USER_POOL_ID: userPoolId,
      COGNITO_CLIENT_ID: publicClientId,
      KEY_ID: keyIdOf(tokens[0] ?? ""),
      ANSWER: answer,
      ...more,
    });
  const inMemory = { FEED: "memory" };
  const limit = await peer("node:http that writes the bytes: the limit", "bare-http.ts");
  const apollo = await peer("Apollo + Express, feed in memory", "documented-apollo.ts", inMemory);
  const yoga = await peer("Yoga + JWT plugin, feed in memory", "documented-yoga.ts", inMemory);
  const mercurius = await peer("Mercurius + JIT + JWT, feed in memory", "documented-mercurius.ts", inMemory);
  const apolloOnPostgres = await peer("Apollo + Express on Postgres", "documented-apollo.ts");

  const liked = feed("viewerHasLiked");
  return await measureByTurns([
    {
      title: "homeFeed(first: 20), signed in",
      limit,
      baseline: apollo,
      servers: [limit, ours, embedded, mercurius, yoga, apollo],
      requests: requests(feed(), tokens.slice(0, 1)),
    },
    {
      title: "The same as another request each time: executed, its rows out of memory",
      limit,
      baseline: apollo,
      servers: [limit, ours, embedded, mercurius, yoga, apollo],
      requests: requests(feed(), tokens.slice(0, 1)).map(inOtherWords),
    },
    {
      title: "The same from the database each time",
      limit,
      baseline: apolloOnPostgres,
      servers: [limit, executing, apolloOnPostgres],
      requests: requests(feed(), tokens.slice(0, 1)),
    },
    {
      title: "With viewerHasLiked, one person again and again",
      limit,
      baseline: apolloOnPostgres,
      servers: [ours, executing, apolloOnPostgres],
      requests: requests(liked, tokens.slice(0, 1)),
    },
    {
      title: `With viewerHasLiked, ${viewers} people in turn`,
      limit,
      baseline: apolloOnPostgres,
      servers: [ours, executing, apolloOnPostgres],
      requests: requests(liked, tokens),
    },
  ]);
}

function keyIdOf(token: string): string {
  const header: unknown = JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString());
  if (typeof header !== "object" || header === null || !("kid" in header))
    throw new Error("The token has no kid.");
  return String(header.kid);
}
