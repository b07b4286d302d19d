import { request as open } from "node:http";
import { text as textOf } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPersistedDocuments } from "../../graphql-server/persisted-documents.ts";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { exchange, openSocket } from "../support/network/raw-http.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

// What is told again, and what a compiled query answers, takes a way of its own (server/graphql-server/graphql-handler.ts): nobody may
// notice.

const query = "{ homeFeed(first: 2) { edges { node { id message } } } }";
const body = JSON.stringify({ query });
const type = { "content-type": "application/json" };
const environment = { LOG_LEVEL: "info", TRUST_PROXY: "1", WEB_ORIGINS: "https://app.example.com" };

let app: TestApp;
/** The same, where each answer is made anew, and by Apollo. */
let plain: Pick<TestApp, "url">;
let worf: Person;
const lines: Record<"told" | "made", Record<string, unknown>[]> = { told: [], made: [] };
const logTo = (list: Record<string, unknown>[]) => (line: string) => void list.push(JSON.parse(line));

beforeAll(async () => {
  app = await startTestApp({ seed: true, environment, log: logTo(lines.told) });
  plain = await app.startNode(
    { ...environment, RESPONSE_CACHE: "off", COMPILED_QUERIES: "off" },
    { log: { write: logTo(lines.made) } },
  );
  worf = await signUpPerson(app);
});
afterAll(async () => await app.stop());

type Answer = { status: number; headers: Record<string, unknown>; body: string };

async function post(url: string, headers: Record<string, string>, text = body): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    const request = open(`${url}/graphql`, { method: "POST", headers: { ...type, ...headers } }, (answer) => {
      const { statusCode: status = 0, headers: received } = answer;
      textOf(answer).then((read) => resolve({ status, headers: received, body: read }), reject);
    });
    request.on("error", reject);
    request.end(text);
  });
}

/** What is answered once the answer is known. */
async function again(headers: Record<string, string> = {}, text = body): Promise<Answer> {
  for (let time = 0; time < 2; time += 1) await post(app.url, headers, text);
  return await post(app.url, headers, text);
}

/** What is answered once the query is known, in other bytes each time. */
async function anew(headers: Record<string, string> = {}, text = body): Promise<Answer> {
  for (let time = 1; time < 3; time += 1) await post(app.url, headers, text + " ".repeat(time));
  return await post(app.url, headers, text + " ".repeat(3));
}

const ofFeed = [...readPersistedDocuments()].find(([, { query: text }]) =>
  text.startsWith("query HomeFeed"),
)?.[0];

type Headers = Record<string, string>;

const authorization = (): Headers => ({ authorization: `Bearer ${worf.accessToken}` });

/** An answer and its line in the log, without what is another each time. */
async function seen(asked: Promise<Answer>, list: Record<string, unknown>[]): Promise<object> {
  const { status, headers, body: text } = await asked;
  const { "x-request-id": requestId, date: _date, ...rest } = headers;
  expect(requestId).toMatch(/^[\w-]{15,36}$/);
  // A line is written when its answer has gone.
  await expect.poll(() => list.at(-1)).toMatchObject({ requestId });
  const { time: _time, milliseconds: _milliseconds, requestId: _id, ...line } = list.at(-1) ?? {};
  return { status, headers: rest, body: text.replaceAll(String(requestId), ""), line };
}

const ways: [name: string, ask: (headers?: Headers, text?: string) => Promise<Answer>][] = [
  ["told again", again],
  ["executed", anew],
];

describe.each(ways)("%s", (_way, ask) => {
  it.each<[string, (url: string) => Headers]>([
    ["a guest", () => ({})],
    ["a member", authorization],
    [
      "a page of another origin that may ask",
      () => ({ ...authorization(), origin: "https://app.example.com" }),
    ],
    ["a page of this host", (url) => ({ origin: url })],
    ["a client that accepts the newer type", () => ({ accept: "application/graphql-response+json" })],
    ["a proxy", () => ({ "x-forwarded-for": "192.0.2.7", "x-request-id": "id-of-the-proxy" })],
    ["somebody who sends the charset", () => ({ "content-type": "application/json; charset=utf-8" })],
  ])("to %s: the same status, headers, body and line in the log", async (_who, headersOf) => {
    const mine = await seen(ask(headersOf(app.url)), lines.told);
    expect(mine).toEqual(await seen(post(plain.url, headersOf(plain.url)), lines.made));
  });

  it.each<[string, object, number]>([
    ["has a name", { query: `query Feed ${query}`, operationName: "Feed" }, 200],
    [
      "is one of several",
      { query: `query Feed ${query} query Other { __typename }`, operationName: "Feed" },
      200,
    ],
    [
      "has variables",
      {
        query: "query ($first: Int) { homeFeed(first: $first) { edges { cursor } } }",
        variables: { first: 1 },
      },
      200,
    ],
    [
      "leaves out what may be left out",
      { query, operationName: null, variables: null, extensions: null },
      200,
    ],
    ["has something to tell to extensions of the protocol", { query, extensions: { trace: true } }, 200],
    ["is named by the id of its document", { documentId: ofFeed, variables: { first: 2 } }, 200],
    ["asks for what is the viewer's own", { query: "{ viewer { handle groups } }" }, 200],
    ["fails", { query: '{ homeFeed(first: 2, after: "forged") { edges { cursor } } }' }, 400],
    ["cannot be executed by that name", { query: `query Feed ${query}`, operationName: "" }, 400],
    ["has variables of another shape", { query, variables: [] }, 400],
    ["would change prototypes", { query, variables: { ["__proto__"]: { first: 1 } } }, 400],
  ])(
    "a query that %s: the same status, headers, body and line in the log",
    async (_what, request, status) => {
      const text = JSON.stringify(request);
      const mine = await seen(ask(authorization(), text), lines.told);
      expect(mine).toEqual(await seen(post(plain.url, authorization(), text), lines.made));
      expect(mine).toMatchObject({ status });
    },
  );

  it("a query that fails after it has been compiled fails as ever", async () => {
    const after = (value: string | null): string =>
      JSON.stringify({
        query: "query ($after: String) { homeFeed(first: 1, after: $after) { edges { cursor } } }",
        variables: { after: value },
      });
    const good = await ask({}, after(null));
    expect(good.status).toBe(200);
    for (const bad of ["forged", "worse"]) {
      const mine = await seen(ask({}, after(bad)), lines.told);
      expect(mine).toEqual(await seen(post(plain.url, {}, after(bad)), lines.made));
      expect(mine).toMatchObject({ status: 400, line: { outcome: "BAD_USER_INPUT" } });
    }
    expect(await post(app.url, {}, after(null))).toMatchObject({ status: 200, body: good.body });
  });
});

it.each<[string, Record<string, string>, number]>([
  ["a page of an origin that may not", { origin: "https://evil.example" }, 403],
  ["another host's name", { host: "evil.example" }, 403],
  ["another host's name behind a proxy", { "x-forwarded-host": "evil.example" }, 403],
  ["a packed body", { "content-encoding": "gzip" }, 415],
  ["a form", { "content-type": "text/plain" }, 415],
  ["a token that is no good", { authorization: "Bearer nonsense" }, 401],
])("%s is refused, however well the answer is known", async (_who, headers, status) => {
  await again();
  await anew();
  expect((await post(app.url, headers)).status).toBe(status);
});

const head = `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`;
const withLength = (more = ""): string => `${head}${more}Content-Length: ${body.length}\r\n\r\n`;

it("a body in pieces, in chunks, or empty is read as ever", async () => {
  const known = (await again()).body;
  const socket = openSocket(app.url);
  socket.write(withLength("Connection: close\r\n") + body.slice(0, 10));
  // Only what was sent by then is there.
  await expect.poll(() => socket.bytesWritten).toBeGreaterThan(head.length);
  await post(app.url, {});
  socket.write(body.slice(10));
  expect(await textOf(socket)).toContain(known);
  const chunk = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  const chunked = await exchange(
    app.url,
    `${head}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`,
  );
  expect(chunked.text).toContain("HTTP/1.1 200");
  const empty = await exchange(app.url, `${head}Connection: close\r\nContent-Length: 0\r\n\r\n`);
  expect(empty.status).toBe(400);
});

it("answers on one connection come in the order of their requests", async () => {
  const known = (await again()).body;
  const slow = JSON.stringify({ query: "{ viewer { id } }" });
  const other = `${head}Content-Length: ${slow.length}\r\n\r\n${slow}`;
  const { text } = await exchange(
    app.url,
    withLength() + body + other + withLength() + body + withLength("Connection: close\r\n") + body,
  );
  const answers = text.split("HTTP/1.1 200 OK").slice(1);
  expect(answers.map((answer) => answer.includes(known))).toEqual([true, false, true, true]);
  expect(answers[1]).toContain('{"data":{"viewer":null}}');
});
