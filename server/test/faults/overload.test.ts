import { once } from "node:events";
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

/** The most requests that the node accepts at once, and the most reads that the database executes at once. */
const [maxRequests, maxReads] = [8, 4];

const query = JSON.stringify({ query: "{ homeFeed { edges { cursor } } }" });

/** The request's bytes. */
const rawRequest = (connection: string, headers = ""): string =>
  `POST /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: ${connection}\r\n${headers}content-type: application/json\r\ncontent-length: ${query.length}\r\n\r\n${query}`;

/** Opens a connection. The function sends requests on it, all at once, and returns their statuses. */
async function openConnection(url: string): Promise<(requests: string[]) => Promise<number[]>> {
  const socket = openSocket(url);
  await once(socket, "connect");
  return async (requests) => {
    socket.write(requests.join(""));
    return Array.from((await text(socket)).matchAll(/^HTTP\/1.1 (\d+)/gm), ([, status]) => Number(status));
  };
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

async function statusOf(url: string): Promise<number> {
  return (await postGraphql(url, query)).status;
}

/** A database that executes `maxReads` reads at once, each in ten milliseconds, and counts pending reads. */
function slowDatabase() {
  const counts = { reading: 0, mostReading: 0 };
  let busy = 0;
  const waiting: (() => void)[] = [];
  const wrap = (database: OpenDatabase): OpenDatabase => ({
    ...database,
    read: async (work) => {
      counts.reading += 1;
      counts.mostReading = Math.max(counts.mostReading, counts.reading);
      if (busy === maxReads) await new Promise<void>((turn) => waiting.push(turn));
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

it("a node at ten times its capacity refuses the excess at once, keeps the queue short, and recovers", async () => {
  const { counts, wrap } = slowDatabase();
  const app = await startTestAppForThisTest({
    environment: { METRICS_PORT: "0" },
    seed: true,
    wrapDatabase: wrap,
    admissionLimits: { requests: maxRequests },
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
  const callers = Array.from({ length: 10 * maxRequests }, async () => {
    while (load.isOn) await ask();
  });
  // Health checks are always answered, and report the shedding.
  await eventually(async () => {
    const ready = await fetch(`${app.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: "ready", load: "shedding" }]);
  });
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  load.isOn = false;
  await Promise.all(callers);
  // No accepted request waited behind more than the limit.
  expect(counts.mostReading).toBeLessThanOrEqual(maxRequests);
  expect([...codes.keys()].toSorted()).toEqual(["SERVICE_OVERLOADED", "served"]);
  const refused = codes.get("SERVICE_OVERLOADED");
  expect((await app.metrics()).split("\n")).toContain(`cruddur_requests_shed_total ${refused}`);

  for (let call = 0; call < 10; call += 1)
    expect((await app.sdk.homeFeed({})).homeFeed.edges.length).toBeGreaterThan(0);
  await eventually(async () =>
    expect(await (await fetch(`${app.url}/readyz`)).json()).toEqual({ status: "ready" }),
  );
});

it("requests are refused while too many statements wait for the database, or the next batch is too far away", async () => {
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

  // Seventeen requests are read at once: sixteen are one batch, for which the last one would wait.
  const requests = [...times(16, rawRequest("keep-alive")), rawRequest("close")];
  const send = await openConnection(app.url);
  expect(await send(requests)).toEqual([...times(16, 200), 503]);
});

/** Addresses of clients behind the proxy, in two networks. */
const [theirs, ours] = ["198.51.100.1", "203.0.113.7"];

/** Requests of clients, of which the last one closes the connection. */
function requestsFrom(addresses: string[]): string[] {
  return addresses.map((address, index) =>
    rawRequest(index + 1 === addresses.length ? "close" : "keep-alive", `x-forwarded-for: ${address}\r\n`),
  );
}

it("while batches are late, the network with most of the requests is refused, and others are served", async () => {
  const app = await startTestAppForThisTest({
    environment: { RESPONSE_CACHE: "off", TRUST_PROXY: "1" },
    admissionLimits: { turnMs: 5, waitMs: 5, minimumRequests: 1 },
  });
  const [sendTheirs, sendOurs] = [await openConnection(app.url), await openConnection(app.url)];
  // Two batches of sixteen are admitted; the third would start two turns later.
  const statuses = [sendTheirs(requestsFrom(times(33, theirs))), sendOurs(requestsFrom([ours]))];
  expect(await Promise.all(statuses)).toEqual([[...times(32, 200), 503], [200]]);
});

it("a network gets no more than its share by sending all at once", async () => {
  const app = await startTestAppForThisTest({
    environment: { RESPONSE_CACHE: "off", TRUST_PROXY: "1" },
    admissionLimits: { requests: maxRequests, requestsOfNetwork: 4 },
  });
  const send = await openConnection(app.url);
  // The connection closes with the refusal.
  const addresses = [...times(4, theirs), ours, theirs];
  expect(await send(requestsFrom(addresses))).toEqual([...times(5, 200), 503]);
});

/** A request of a client behind the proxy. */
async function statusFor(url: string, address: string): Promise<number> {
  return (await postGraphql(url, query, { "x-forwarded-for": address })).status;
}

it("a network that has used up its share is refused, and others are served", async () => {
  const { counts, wrap } = slowDatabase();
  const app = await startTestAppForThisTest({
    environment: { RESPONSE_CACHE: "off", TRUST_PROXY: "1" },
    wrapDatabase: wrap,
    admissionLimits: { requests: maxRequests, requestsOfNetwork: 4 },
  });
  const load = { isOn: true, statuses: new Set<number>() };
  // One IPv6 network, with an address for each caller.
  const callers = Array.from({ length: 3 * maxRequests }, async (_each, index) => {
    while (load.isOn) load.statuses.add(await statusFor(app.url, `2001:db8::${index}`));
  });
  await expect.poll(() => load.statuses.size, { interval: 1 }).toBe(2);
  for (let time = 0; time < 10; time += 1) expect(await statusFor(app.url, "203.0.113.7")).toBe(200);
  load.isOn = false;
  await Promise.all(callers);
  expect(load.statuses).toEqual(new Set([200, 503]));
  expect(counts.mostReading).toBeLessThan(maxRequests);
  // What has ended counts no longer.
  expect(await statusFor(app.url, "2001:db8::1")).toBe(200);
});

it("while statements queue, the network with most of the requests is refused, and others are served", async () => {
  const state = { queued: 0, held: 0, release: () => {} };
  const released = new Promise<void>((resolve) => {
    state.release = resolve;
  });
  const app = await startTestAppForThisTest({
    environment: { RESPONSE_CACHE: "off", TRUST_PROXY: "1" },
    // Three reads do not end before the test says so.
    wrapDatabase: (database) => ({
      ...database,
      connections: () => ({ total: 0, idle: 0, waiting: state.queued }),
      read: async (work) => {
        state.held += 1;
        if (state.held <= 3) await released;
        return await work(database.db);
      },
    }),
    admissionLimits: { queuedStatements: 10 },
  });
  const slow = Array.from({ length: 3 }, async () => await statusFor(app.url, theirs));
  await expect.poll(() => state.held, { interval: 1 }).toBe(3);
  state.queued = 4;
  expect(await statusFor(app.url, theirs)).toBe(200);
  state.queued = 5;
  expect(await statusFor(app.url, theirs)).toBe(503);
  expect(await statusFor(app.url, ours)).toBe(200);
  state.release();
  expect(await Promise.all(slow)).toEqual([200, 200, 200]);
});

it.each(["on", "off"])(
  "as many concurrent requests as the limit are accepted, response cache %s",
  async (shared) => {
    const app = await startTestAppForThisTest({
      environment: { RESPONSE_CACHE: shared },
      admissionLimits: { requests: 4 },
    });
    const answers = await Promise.all(Array.from({ length: 4 }, async () => await statusOf(app.url)));
    expect(answers).toEqual([200, 200, 200, 200]);
  },
);

it("requests of disconnected clients free their capacity", async () => {
  const { counts, wrap } = slowDatabase();
  const app = await startTestAppForThisTest({
    environment: { RESPONSE_CACHE: "off" },
    wrapDatabase: wrap,
    admissionLimits: { requests: maxRequests },
  });
  for (let round = 0; round < 3; round += 1) {
    const sockets = Array.from({ length: maxRequests }, () => openSocket(app.url));
    for (const socket of sockets) socket.write(rawRequest("keep-alive"));
    await expect.poll(() => counts.reading, { interval: 1 }).toBeGreaterThan(0);
    for (const socket of sockets) socket.destroy();
    await expect.poll(() => counts.reading).toBe(0);
    // The third request uses the compiled query.
    for (let time = 0; time < 3; time += 1) expect(await statusOf(app.url)).toBe(200);
  }
  expect(await Promise.all(Array.from({ length: maxRequests }, async () => await statusOf(app.url)))).toEqual(
    Array.from({ length: maxRequests }, () => 200),
  );
});

it("requests that wait for each other on one connection free their capacity when it closes", async () => {
  const { counts, wrap } = slowDatabase();
  const app = await startTestAppForThisTest({
    environment: { RESPONSE_CACHE: "off" },
    wrapDatabase: wrap,
    admissionLimits: { requests: maxRequests },
  });
  for (let round = 0; round < 3; round += 1) {
    const socket = openSocket(app.url);
    socket.write(rawRequest("keep-alive").repeat(maxRequests));
    await expect.poll(() => counts.reading, { interval: 1 }).toBeGreaterThan(0);
    socket.destroy();
    await expect.poll(() => counts.reading).toBe(0);
  }
  const statuses = Array.from({ length: maxRequests }, async () => await statusOf(app.url));
  expect(new Set(await Promise.all(statuses))).toEqual(new Set([200]));
});
