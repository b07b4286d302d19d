import { once } from "node:events";
import type { Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { holdResponse, startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import { post } from "../support/app/feed-actions.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";
import { openSocket } from "../support/network/raw-http.ts";
import { eventually } from "../support/patience.ts";

let app: TestApp;
let worf: Person;
beforeAll(async () => {
  app = await startTestApp({ environment: { METRICS_PORT: "0" }, admissionLimits: { waitMs: 60_000 } });
  worf = await signUpPerson(app);
});
afterAll(() => app.stop());

const body = JSON.stringify({ query: "subscription { activityPosted { id message } }" });
/** The limits of one network's guests, and of a member. */
const places = { guest: 100, member: 10 };

type Subscriber = "guest" | "member";

function headersOf(subscriber: Subscriber): Record<string, string> {
  return {
    accept: "text/event-stream",
    ...(subscriber === "member" && { authorization: `Bearer ${worf.accessToken}` }),
  };
}

async function request(subscriber: Subscriber, url = app.url, times = 1): Promise<Socket> {
  const socket = openSocket(url);
  await once(socket, "connect");
  const headers = { host: "localhost", "content-type": "application/json", ...headersOf(subscriber) };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const text = `POST /graphql HTTP/1.1\r\n${head.join("")}content-length: ${body.length}\r\n\r\n${body}`;
  socket.write(text.repeat(times));
  return socket;
}

/** A stream that has said something of its kind. */
async function readUntil(socket: Socket, text: string): Promise<void> {
  let read = "";
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    read += String(chunk);
    if (read.includes(text)) return;
  }
}

async function openStreams(): Promise<number> {
  const line = /^cruddur_subscriptions_open (\d+)$/m.exec(await app.metrics());
  return Number(line?.[1]);
}

/** The statuses of as many streams as there are places. */
async function openAll(subscriber: Subscriber, url: string): Promise<Set<number>> {
  const leave = new AbortController();
  const streams = Array.from({ length: places[subscriber] }, async () => {
    return await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headersOf(subscriber) },
      body,
      signal: leave.signal,
    });
  });
  const statuses = (await Promise.all(streams)).map(({ status }) => status);
  leave.abort();
  return new Set(statuses);
}

/** All places are free, which is seen by taking all of them. */
async function expectFreePlaces(subscriber: Subscriber): Promise<void> {
  await eventually(async () => expect(await openStreams()).toBe(0));
  expect(await openAll(subscriber, app.url)).toEqual(new Set([200]));
  await eventually(async () => expect(await openStreams()).toBe(0));
}

it.each<Subscriber>(["guest", "member"])(
  "a %s who leaves in any turn of the event loop, from the request to the open stream, gives the place back",
  async (subscriber) => {
    for (let turns = 0; turns < 200; turns += 1) {
      const socket = await request(subscriber);
      for (let passed = 0; passed < turns / 4; passed += 1) await turn();
      socket.destroy();
    }
    await expectFreePlaces(subscriber);
    expect(await openStreams()).toBe(0);
  },
);

it.each<Subscriber>(["guest", "member"])(
  "a %s who leaves after the first event gives the place back",
  async (subscriber) => {
    for (let left = 200; left > 0; left -= places[subscriber]) {
      const sockets = await Promise.all(
        Array.from({ length: places[subscriber] }, async () => await request(subscriber)),
      );
      const events = sockets.map(async (socket) => await readUntil(socket, "event: next"));
      await eventually(async () => expect(await openStreams()).toBe(places[subscriber]));
      await post(worf.browser.sdk, "an event");
      await Promise.all(events);
      for (const socket of sockets) socket.destroy();
      await eventually(async () => expect(await openStreams()).toBe(0));
    }
    await expectFreePlaces(subscriber);
  },
);

it.each<Subscriber>(["guest", "member"])(
  "a %s who reads nothing and leaves gives the place back",
  async (subscriber) => {
    const sockets = await Promise.all(
      Array.from({ length: places[subscriber] }, async () => (await request(subscriber)).pause()),
    );
    await eventually(async () => expect(await openStreams()).toBe(places[subscriber]));
    await post(worf.browser.sdk, "never read");
    for (const socket of sockets) socket.destroy();
    await expectFreePlaces(subscriber);
  },
);

it("members who leave while they are identified give their places back", async () => {
  const pool = await startFaultyUserPool(app.userPoolUrl);
  pool.faults.set("jwks.json", { kind: "garbage" });
  const node = await app.startNode({ COGNITO_ENDPOINT: pool.url });
  const keys = holdResponse();
  pool.faults.set("jwks.json", keys.fault);
  // The node has no keys yet and fetches them again. All tokens wait for that.
  await keys.executed;
  const sockets = await Promise.all(
    Array.from({ length: places.member }, async () => await request("member", node.url)),
  );
  await node.sdk.homeFeed({});
  const closed = sockets.map(async (socket) => await once(socket.destroy(), "close"));
  await Promise.all(closed);
  await node.sdk.homeFeed({});
  keys.release();
  // A place is given back once its request has been identified.
  await eventually(async () => expect(await openAll("member", node.url)).toEqual(new Set([200])));
});

it.each<Subscriber>(["guest", "member"])(
  "a %s whose streams wait for each other on one connection gives all places back",
  async (subscriber) => {
    for (let round = 0; round < 3; round += 1) {
      const socket = await request(subscriber, app.url, places[subscriber]);
      await eventually(async () => expect(await openStreams()).toBe(places[subscriber]));
      socket.destroy();
      await eventually(async () => expect(await openStreams()).toBe(0));
    }
    await expectFreePlaces(subscriber);
  },
);
