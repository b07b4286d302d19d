import { request as ask } from "node:http";
import { text as textOf } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Person, signUpPerson } from "./builders.ts";
import { exchange, openSocket } from "./raw-http.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

// What is told again takes a way of its own (server/http/fast-lane.ts): nobody may notice.

const body = JSON.stringify({ query: "{ homeFeed(first: 2) { edges { node { id message } } } }" });
const type = { "content-type": "application/json" };
const environment = { LOG_LEVEL: "info", TRUST_PROXY: "1", WEB_ORIGINS: "https://app.example.com" };

let app: TestApp;
/** The same, where each answer is made anew. */
let plain: Pick<TestApp, "url">;
let worf: Person;
const lines: Record<"told" | "made", Record<string, unknown>[]> = { told: [], made: [] };
const logTo = (list: Record<string, unknown>[]) => (line: string) => void list.push(JSON.parse(line));

beforeAll(async () => {
  app = await startTestApp({ seed: true, environment, log: logTo(lines.told) });
  plain = await app.startNode(
    { ...environment, SHARED_ANSWERS: "off" },
    { log: { write: logTo(lines.made) } },
  );
  worf = await signUpPerson(app);
});
afterAll(async () => await app.stop());

type Answer = { status: number; headers: Record<string, unknown>; body: string };

async function post(url: string, headers: Record<string, string>): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    const request = ask(`${url}/graphql`, { method: "POST", headers: { ...type, ...headers } }, (answer) => {
      const { statusCode: status = 0, headers: received } = answer;
      textOf(answer).then((read) => resolve({ status, headers: received, body: read }), reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** What is answered once the answer is known. */
async function again(headers: Record<string, string> = {}): Promise<Answer> {
  await post(app.url, headers);
  return await post(app.url, headers);
}

const authorization = (): Record<string, string> => ({ authorization: `Bearer ${worf.accessToken}` });

it.each<[string, (url: string) => Record<string, string>]>([
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
  const told = await again(headersOf(app.url));
  const made = await post(plain.url, headersOf(plain.url));
  const { "x-request-id": requestId, date: _date, ...rest } = told.headers;
  expect(requestId).toMatch(/^[\w-]{15,36}$/);
  const { "x-request-id": _id, date: _made, ...expected } = made.headers;
  expect({ ...told, headers: rest }).toEqual({ ...made, headers: expected });
  // A line is written when its answer has gone.
  await expect.poll(() => lines.told.at(-1)).toMatchObject({ requestId });
  await expect.poll(() => lines.made.at(-1)).toMatchObject({ requestId: made.headers["x-request-id"] });
  const own = { time: expect.any(Number), milliseconds: expect.any(Number), requestId: expect.any(String) };
  expect(lines.told.at(-1)).toEqual({ ...lines.made.at(-1), ...own });
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
