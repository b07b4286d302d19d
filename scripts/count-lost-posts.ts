import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { GraphQLRequestError } from "../client/sdk/request-error.ts";
import { createSdk, type Sdk } from "../client/sdk/sdk.ts";

// `npm run faults` writes posts through the API while a part of the database cluster is killed, and counts the acknowledged
// posts afterwards. The environment names the cluster (DATABASE_URL); the commands kill a part of it and bring it back:
//
//   DATABASE_URL=postgres://… npm run faults -- --part worker-1 --kill 'ssh worker-1 pkill -9 postgres' \
//     --repair 'ssh worker-1 systemctl start postgresql'
//
// It exits with 1 if an acknowledged post is lost or stored twice, if a request failed otherwise than with 503, or if writes
// do not succeed again. It starts a node of its own, with the local user pool in the same database: run it on a cluster for
// tests. Its accounts and posts stay there.

const { values: options } = parseArgs({
  options: {
    part: { type: "string", default: "the database" },
    kill: { type: "string" },
    repair: { type: "string" },
    /** Acknowledged posts before the fault, and again after it. */
    posts: { type: "string", default: "200" },
    /** Seconds between the two commands. */
    outage: { type: "string", default: "5" },
    /** Seconds within which writes must succeed again. */
    within: { type: "string", default: "120" },
  },
});
const posts = Number(options.posts);

/** People who post at the same time: each may write 600 posts in ten minutes. */
const writerCount = 8;

type Writer = { sdk: Sdk; acknowledged: string[] };

const failures: GraphQLRequestError[] = [];
const otherErrors: unknown[] = [];
/** The longest time without an acknowledged post, in milliseconds. */
let longestPause = 0;
const stopping = new AbortController();

async function startNode(): Promise<{ node: ChildProcess; url: string }> {
  const node = spawn(process.execPath, ["dist/server/main.js"], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    env: { ...process.env, PORT: "0", USER_POOL_PORT: "0", LOG_LEVEL: "fatal" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  for await (const text of node.stdout.iterator({ destroyOnReturn: false })) {
    output += String(text);
    const [, url] = /Web client +(http:\S+)/.exec(output) ?? [];
    if (url !== undefined) return { node, url };
  }
  throw new Error("The node did not start.");
}

async function signUp(url: string): Promise<Writer> {
  const guest = createSdk({ url: `${url}/graphql` });
  const unique = randomUUID().replaceAll("-", "").slice(0, 12);
  const email = `${unique}@enterprise.example`;
  const input = { email, password: "a long enough pass phrase", name: "Writer", handle: `writer_${unique}` };
  await guest.signUp({ input });
  const [mail] = await (await fetch(`${url}/inbox.json?to=${email}`)).json();
  const { confirmSignUp } = await guest.confirmSignUp({ input: { identifier: email, code: mail.code } });
  if (confirmSignUp.__typename !== "SignedIn") throw new Error(`confirmSignUp: ${confirmSignUp.__typename}`);
  const headers = { authorization: `Bearer ${confirmSignUp.session.accessToken}` };
  return { sdk: createSdk({ url: `${url}/graphql`, headers: () => headers }), acknowledged: [] };
}

/** Posts without pauses. A post that fails is sent again with its idempotency key. */
async function write({ sdk, acknowledged }: Writer, onPost: () => void): Promise<void> {
  for (let number = 1; !stopping.signal.aborted;) {
    const message = `post-${number}`;
    try {
      const { createActivity } = await sdk.createActivity({ input: { message, idempotencyKey: message } });
      if (createActivity.__typename !== "Activity")
        throw new Error(`createActivity: ${createActivity.__typename}`);
      acknowledged.push(message);
      number += 1;
      onPost();
    } catch (error) {
      if (error instanceof GraphQLRequestError) failures.push(error);
      else otherErrors.push(error);
      await delay(100);
    }
  }
}

async function readOwnPosts(sdk: Sdk): Promise<string[]> {
  const messages: string[] = [];
  let after: string | undefined;
  for (;;) {
    const { viewer } = await sdk.viewerActivities({ first: 100, ...(after !== undefined && { after }) });
    messages.push(...(viewer?.activities.edges.map(({ node }) => node.message) ?? []));
    if (!viewer?.activities.pageInfo.hasNextPage) return messages;
    after = viewer.activities.pageInfo.endCursor ?? undefined;
  }
}

async function runCommand(command: string): Promise<void> {
  const child = spawn("sh", ["-c", command], { stdio: ["ignore", "ignore", "inherit"] });
  await once(child, "exit");
  if (child.exitCode !== 0) throw new Error(`${command} exited with ${child.exitCode}.`);
}

/** Whether so many posts more are acknowledged within a time. */
async function acknowledges(more: number, seconds: number, count: () => number): Promise<boolean> {
  const before = count();
  const end = performance.now() + seconds * 1000;
  while (count() < before + more) {
    if (performance.now() > end) return false;
    await delay(20);
  }
  return true;
}

async function main(kill: string): Promise<boolean> {
  const { node, url } = await startNode();
  try {
    const writers: Writer[] = [];
    for (let number = 0; number < writerCount; number += 1) writers.push(await signUp(url));
    let latest = performance.now();
    const onPost = (): void => {
      longestPause = Math.max(longestPause, performance.now() - latest);
      latest = performance.now();
    };
    const count = (): number => writers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
    const writing = writers.map(async (writer) => await write(writer, onPost));
    if (!(await acknowledges(posts, Number(options.within), count)))
      throw new Error("The node acknowledges too few posts.", { cause: otherErrors[0] ?? failures[0] });
    await runCommand(kill);
    await delay(Number(options.outage) * 1000);
    if (options.repair !== undefined) await runCommand(options.repair);
    const hasRecovered = await acknowledges(posts, Number(options.within), count);
    stopping.abort();
    await Promise.all(writing);

    let lost = 0;
    let twice = 0;
    for (const { sdk, acknowledged } of writers) {
      const stored = await readOwnPosts(sdk);
      const different = new Set(stored);
      lost += acknowledged.filter((message) => !different.has(message)).length;
      twice += stored.length - different.size;
    }
    const answers = new Map<string, number>();
    for (const { status, code } of failures)
      answers.set(`${status} ${code}`, (answers.get(`${status} ${code}`) ?? 0) + 1);
    const isRefused = failures.every(({ status }) => status === 503);
    const report = {
      part: options.part,
      acknowledged: count(),
      lost,
      twice,
      failures: Object.fromEntries(answers),
      otherErrors: otherErrors.map(String),
      longestPauseMs: Math.round(longestPause),
      hasRecovered,
    };
    process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
    return lost === 0 && twice === 0 && isRefused && otherErrors.length === 0 && hasRecovered;
  } finally {
    node.kill("SIGKILL");
  }
}

if (options.kill === undefined || process.env["DATABASE_URL"] === undefined) {
  process.stderr.write(
    "Name the cluster in DATABASE_URL, and add --kill 'command' (see scripts/count-lost-posts.ts).\n",
  );
  process.exitCode = 1;
} else if (!(await main(options.kill))) process.exitCode = 1;
