import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import type { OpenDatabase } from "../../database/database.ts";
import { messagesOf } from "../support/app/feed-actions.ts";
import { catchRequestError } from "../support/app/expectations.ts";
import { openSocket } from "../support/network/raw-http.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestAppForThisTest } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

/** What is taken on at once, and what the database below does at once. */
const [room, atOnce] = [8, 4];

const query = JSON.stringify({ query: "{ homeFeed { edges { cursor } } }" });

/** The same as its bytes. */
const rawRequest = (connection: string): string =>
  `POST /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: ${connection}\r\ncontent-type: application/json\r\ncontent-length: ${query.length}\r\n\r\n${query}`;

async function statusOf(url: string): Promise<number> {
  return (await postGraphql(url, query)).status;
}

/** A database that answers so many reads at once, each in ten milliseconds, and counts who waits. */
function slowDatabase() {
  const counts = { reading: 0, mostReading: 0 };
  let busy = 0;
  const waiting: (() => void)[] = [];
  const wrap = (database: OpenDatabase): OpenDatabase => ({
    ...database,
    read: async (work) => {
      counts.reading += 1;
      counts.mostReading = Math.max(counts.mostReading, counts.reading);
      if (busy === atOnce) await new Promise<void>((turn) => waiting.push(turn));
      else busy += 1;
      await pause(10);
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
      counts.reading -= 1;
      return await work(database.db);
    },
  });
  return { counts, wrap };
}

it("at ten times the load that it can serve a node refuses the rest at once, those that it takes wait for few, and then all is well", async () => {
  const { counts, wrap } = slowDatabase();
  const app = await startTestAppForThisTest({
    environment: { METRICS_PORT: "0" },
    seed: true,
    wrapDatabase: wrap,
    admissionLimits: { requests: room },
  });
  const codes = new Map<string, number>();
  const ask = async (): Promise<void> => {
    const code = await app.sdk.homeFeed({}).then(
      ({ homeFeed }) => (messagesOf(homeFeed).length > 0 ? "served" : "nothing"),
      async (error: unknown) => (await catchRequestError(Promise.reject(error as Error))).code ?? "",
    );
    codes.set(code, (codes.get(code) ?? 0) + 1);
  };
  const load = { isOn: true };
  const callers = Array.from({ length: 10 * room }, async () => {
    while (load.isOn) await ask();
  });
  // Whoever asks whether it lives is always answered, and told.
  await eventually(async () => {
    const ready = await fetch(`${app.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: "ready", load: "shedding" }]);
  });
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  load.isOn = false;
  await Promise.all(callers);
  // Nobody who was taken had more before them than there is room for.
  expect(counts.mostReading).toBeLessThanOrEqual(room);
  expect([...codes.keys()].toSorted()).toEqual(["SERVICE_OVERLOADED", "served"]);
  const refused = codes.get("SERVICE_OVERLOADED");
  expect((await app.metrics()).split("\n")).toContain(`cruddur_requests_shed_total ${refused}`);

  for (let call = 0; call < 10; call += 1)
    expect((await app.sdk.homeFeed({})).homeFeed.edges.length).toBeGreaterThan(0);
  await eventually(async () =>
    expect(await (await fetch(`${app.url}/readyz`)).json()).toEqual({ status: "ready" }),
  );
});

it("requests are refused while too many wait for the database already, or their turn is too far away", async () => {
  let queued = 0;
  const app = await startTestAppForThisTest({
    wrapDatabase: (database) => ({
      ...database,
      connections: () => ({ total: 0, idle: 0, waiting: queued }),
    }),
    admissionLimits: { queuedStatements: 5, turnMs: 5, waitMs: 0, minimumRequests: 1 },
  });
  queued = 5;
  const refused = await catchRequestError(app.sdk.homeFeed({}));
  expect([refused.status, refused.code]).toEqual([503, "SERVICE_OVERLOADED"]);
  expect(refused.headers.get("retry-after")).toBe("1");
  expect(refused.headers.get("x-request-id")).not.toBeNull();
  queued = 4;
  expect((await app.sdk.homeFeed({})).homeFeed.edges).toEqual([]);

  // Seventeen that are read at once: sixteen are begun together, and the last one would wait for them.
  const socket = connect(Number(new URL(app.url).port), "localhost");
  socket.write(rawRequest("keep-alive").repeat(16) + rawRequest("close"));
  const answers = (await text(socket)).matchAll(/^HTTP\/1.1 (\d+)/gm);
  expect([...answers].map(([, status]) => status)).toEqual([
    ...Array.from({ length: 16 }, () => "200"),
    "503",
  ]);
});

it.each(["on", "off"])("as many as are taken on at once are taken on, shared answers %s", async (shared) => {
  const app = await startTestAppForThisTest({
    environment: { RESPONSE_CACHE: shared },
    admissionLimits: { requests: 4 },
  });
  const answers = await Promise.all(Array.from({ length: 4 }, async () => await statusOf(app.url)));
  expect(answers).toEqual([200, 200, 200, 200]);
});

it("clients that go away before they have their answers leave room for others", async () => {
  const { counts, wrap } = slowDatabase();
  const app = await startTestAppForThisTest({
    environment: { RESPONSE_CACHE: "off" },
    wrapDatabase: wrap,
    admissionLimits: { requests: room },
  });
  for (let round = 0; round < 3; round += 1) {
    const sockets = Array.from({ length: room }, () => openSocket(app.url));
    for (const socket of sockets) socket.write(rawRequest("keep-alive"));
    await expect.poll(() => counts.reading, { interval: 1 }).toBeGreaterThan(0);
    for (const socket of sockets) socket.destroy();
    await expect.poll(() => counts.reading).toBe(0);
    // From the third time on the query is compiled.
    for (let time = 0; time < 3; time += 1) expect(await statusOf(app.url)).toBe(200);
  }
  expect(await Promise.all(Array.from({ length: room }, async () => await statusOf(app.url)))).toEqual(
    Array.from({ length: room }, () => 200),
  );
});
