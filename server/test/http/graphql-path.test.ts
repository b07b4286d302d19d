import { request as open } from "node:http";
import { text as textOf } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPersistedDocuments } from "../../graphql-server/persisted-documents.ts";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { exchange, openSocket } from "../support/network/raw-http.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

// Responses from the cache and of compiled queries equal those that Apollo Server makes: status, headers, body, log line.

const query = "{ homeFeed(first: 2) { edges { node { id message } } } }";
const body = JSON.stringify({ query });
const type = { "content-type": "application/json" };
const environment = { LOG_LEVEL: "info", TRUST_PROXY: "1", WEB_ORIGINS: "https://app.example.com" };

let app: TestApp;
/** A node without response cache and compiled queries: Apollo executes each request. */
let plain: Pick<TestApp, "url">;
let worf: Person;
const lines: Record<"app" | "plain", Record<string, unknown>[]> = { app: [], plain: [] };
const logTo = (list: Record<string, unknown>[]) => (line: string) => void list.push(JSON.parse(line));

beforeAll(async () => {
  app = await startTestApp({ seed: true, environment, log: logTo(lines.app) });
  plain = await app.startNode(
    { ...environment, RESPONSE_CACHE: "off", COMPILED_QUERIES: "off" },
    { log: { write: logTo(lines.plain) } },
  );
  worf = await signUpPerson(app);
});
afterAll(async () => await app.stop());

type HttpResponse = { status: number; headers: Record<string, unknown>; body: string };

async function post(url: string, headers: Record<string, string>, text = body): Promise<HttpResponse> {
  return await new Promise((resolve, reject) => {
    const request = open(`${url}/graphql`, { method: "POST", headers: { ...type, ...headers } }, (answer) => {
      const { statusCode: status = 0, headers: received } = answer;
      textOf(answer).then((read) => resolve({ status, headers: received, body: read }), reject);
    });
    request.on("error", reject);
    request.end(text);
  });
}

/** The response from the cache. */
async function fromCache(headers: Record<string, string> = {}, text = body): Promise<HttpResponse> {
  for (let time = 0; time < 2; time += 1) await post(app.url, headers, text);
  return await post(app.url, headers, text);
}

/** The response of a compiled query: the body differs each time, so no response is cached. */
async function fromCompiledQuery(headers: Record<string, string> = {}, text = body): Promise<HttpResponse> {
  for (let time = 1; time < 3; time += 1) await post(app.url, headers, text + " ".repeat(time));
  return await post(app.url, headers, text + " ".repeat(3));
}

const feedDocumentId = [...readPersistedDocuments()].find(([, { query: text }]) =>
  text.startsWith("query HomeFeed"),
)?.[0];

type Headers = Record<string, string>;

const authorization = (): Headers => ({ authorization: `Bearer ${worf.accessToken}` });

/** A response and its log line, without the parts that differ each time. */
async function observe(pending: Promise<HttpResponse>, list: Record<string, unknown>[]): Promise<object> {
  const { status, headers, body: text } = await pending;
  const { "x-request-id": requestId, date: _date, ...rest } = headers;
  expect(requestId).toMatch(/^[\w-]{15,36}$/);
  // The line is written after the response.
  await expect.poll(() => list.at(-1)).toMatchObject({ requestId });
  const { time: _time, milliseconds: _milliseconds, requestId: _id, ...line } = list.at(-1) ?? {};
  return { status, headers: rest, body: text.replaceAll(String(requestId), ""), line };
}

const sources: [name: string, ask: (headers?: Headers, text?: string) => Promise<HttpResponse>][] = [
  ["a cached response", fromCache],
  ["a compiled query", fromCompiledQuery],
];

describe.each(sources)("%s", (_source, ask) => {
  it.each<[string, (url: string) => Headers]>([
    ["a guest", () => ({})],
    ["a member", authorization],
    ["a page of an allowed origin", () => ({ ...authorization(), origin: "https://app.example.com" })],
    ["a page of this host", (url) => ({ origin: url })],
    ["a client that accepts the newer type", () => ({ accept: "application/graphql-response+json" })],
    ["a client that prefers the newer type", () => ({ accept: "application/json;q=0.5, application/*" })],
    ["a client that accepts anything", () => ({ accept: "*/*" })],
    ["a client that accepts neither type", () => ({ accept: "text/html" })],
    ["a client that refuses JSON", () => ({ accept: "application/json;q=0, */*" })],
    ["a proxy", () => ({ "x-forwarded-for": "192.0.2.7", "x-request-id": "id-of-the-proxy" })],
    ["a client that sends the charset", () => ({ "content-type": "application/json; charset=utf-8" })],
  ])("equals Apollo's for %s", async (_client, headersOf) => {
    const mine = await observe(ask(headersOf(app.url)), lines.app);
    expect(mine).toEqual(await observe(post(plain.url, headersOf(plain.url)), lines.plain));
  });

  it.each<[string, object, number]>([
    ["has a name", { query: `query Feed ${query}`, operationName: "Feed" }, 200],
    [
      "is one of several operations",
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
    ["leaves out optional parts", { query, operationName: null, variables: null, extensions: null }, 200],
    ["has extensions", { query, extensions: { trace: true } }, 200],
    ["is named by its document id", { documentId: feedDocumentId, variables: { first: 2 } }, 200],
    ["selects the viewer", { query: "{ viewer { handle groups } }" }, 200],
    ["fails", { query: '{ homeFeed(first: 2, after: "forged") { edges { cursor } } }' }, 400],
    ["has an empty operation name", { query: `query Feed ${query}`, operationName: "" }, 400],
    ["has variables that are a list", { query, variables: [] }, 400],
    ["would change prototypes", { query, variables: { ["__proto__"]: { first: 1 } } }, 400],
  ])("equals Apollo's for a query that %s", async (_what, request, status) => {
    const text = JSON.stringify(request);
    const mine = await observe(ask(authorization(), text), lines.app);
    expect(mine).toEqual(await observe(post(plain.url, authorization(), text), lines.plain));
    expect(mine).toMatchObject({ status });
  });

  it("equals Apollo's for a query that fails after it has been compiled", async () => {
    const after = (value: string | null): string =>
      JSON.stringify({
        query: "query ($after: String) { homeFeed(first: 1, after: $after) { edges { cursor } } }",
        variables: { after: value },
      });
    const good = await ask({}, after(null));
    expect(good.status).toBe(200);
    for (const bad of ["forged", "worse"]) {
      const mine = await observe(ask({}, after(bad)), lines.app);
      expect(mine).toEqual(await observe(post(plain.url, {}, after(bad)), lines.plain));
      expect(mine).toMatchObject({ status: 400, line: { outcome: "BAD_USER_INPUT" } });
    }
    expect(await post(app.url, {}, after(null))).toMatchObject({ status: 200, body: good.body });
  });
});

it.each<[string, Record<string, string>, number]>([
  ["a page of a forbidden origin", { origin: "https://evil.example" }, 403],
  ["another host name", { host: "evil.example" }, 403],
  ["another host name from a proxy", { "x-forwarded-host": "evil.example" }, 403],
  ["a compressed body", { "content-encoding": "gzip" }, 415],
  ["a form", { "content-type": "text/plain" }, 415],
  ["an invalid token", { authorization: "Bearer nonsense" }, 401],
])("%s is refused although the response is cached", async (_who, headers, status) => {
  await fromCache();
  await fromCompiledQuery();
  expect((await post(app.url, headers)).status).toBe(status);
});

const head = `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`;
const withLength = (more = ""): string => `${head}${more}Content-Length: ${body.length}\r\n\r\n`;

it("reads a body in pieces and in chunks, and refuses an empty one", async () => {
  const cached = (await fromCache()).body;
  const socket = openSocket(app.url);
  socket.write(withLength("Connection: close\r\n") + body.slice(0, 10));
  // Until then only the first piece has arrived.
  await expect.poll(() => socket.bytesWritten).toBeGreaterThan(head.length);
  await post(app.url, {});
  socket.write(body.slice(10));
  expect(await textOf(socket)).toContain(cached);
  const chunk = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  const chunked = await exchange(
    app.url,
    `${head}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`,
  );
  expect(chunked.text).toContain("HTTP/1.1 200");
  const empty = await exchange(app.url, `${head}Connection: close\r\nContent-Length: 0\r\n\r\n`);
  expect(empty.status).toBe(400);
});

it("sends the responses of one connection in the order of its requests", async () => {
  const cached = (await fromCache()).body;
  const slow = JSON.stringify({ query: "{ viewer { id } }" });
  const other = `${head}Content-Length: ${slow.length}\r\n\r\n${slow}`;
  const { text } = await exchange(
    app.url,
    withLength() + body + other + withLength() + body + withLength("Connection: close\r\n") + body,
  );
  const answers = text.split("HTTP/1.1 200 OK").slice(1);
  expect(answers.map((answer) => answer.includes(cached))).toEqual([true, false, true, true]);
  expect(answers[1]).toContain('{"data":{"viewer":null}}');
});
