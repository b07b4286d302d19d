import { once } from "node:events";
import { request } from "node:http";
import { text as readText } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { productionEnvironment } from "../support/app/production-environment.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({
    environment: {
      ...productionEnvironment,
      TRUST_PROXY: "3",
      AUTH_MIN_RESPONSE_MS: "0",
    },
  });
});
afterAll(() => app.stop());

/** Texts that patterns, lists and parsers find hard, each again and again. */
const pieces = [
  " cannot represent ",
  "does not exist in ",
  "a",
  "A",
  "0",
  ".",
  "a.",
  "@",
  "a@",
  "<",
  ">",
  "/",
  "a/b,",
  "\n",
  '"',
  "\\",
  " ",
  "\t",
  ",",
  ";",
  "=",
  "a=b;",
  "-",
  "_",
  ":",
  "[",
  "{",
  "%",
  "\u00e9",
  "\u{1f600}",
  "{####}",
];

type Sent = { path?: string; method?: string; headers?: Record<string, string>; body?: string };

async function send({ path = "/graphql", method = "POST", headers = {}, body = "" }: Sent): Promise<number> {
  const sent = request(new URL(path, app.url), {
    method,
    headers: { ...(method === "POST" && { "content-type": "application/json" }), ...headers },
  });
  const answered = once(sent, "response");
  sent.end(body);
  const [response] = await answered;
  await readText(response);
  return response.statusCode ?? 0;
}

const allowedMs = 50;

/** The CPU time of this process, server and client, for one request in milliseconds. */
async function cpuTimeOf(sent: Sent): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 4 && fastest >= allowedMs; attempt += 1) {
    const before = process.cpuUsage();
    await send(sent);
    const { user, system } = process.cpuUsage(before);
    fastest = Math.min(fastest, (user + system) / 1000);
  }
  return fastest;
}

const post = (body: unknown): Sent => ({ body: typeof body === "string" ? body : JSON.stringify(body) });
const literal = (text: string) => JSON.stringify(text);
const variables = (query: string) => (text: string) => post({ query, variables: { text } });

const inBody: Record<string, (text: string) => Sent> = {
  "the body": (text) => post(text),
  "a literal": (text) => post({ query: `{ homeFeed(first: ${literal(text)}) { edges { cursor } } }` }),
  "a literal in an object": (text) =>
    post({
      query: `mutation { createActivity(input: { message: 1, audience: ${literal(text)} }) { __typename } }`,
    }),
  "a document": (text) => post({ query: text }),
  "a name": (text) => post({ query: `{ ${text} }` }),
  "a block string": (text) => post({ query: `{ homeFeed(first: """${text}""") { edges { cursor } } }` }),
  "a comment": (text) => post({ query: `# ${text}` }),
  "an operation's name": (text) =>
    post({ query: "query a { __typename } query b { __typename }", operationName: text }),
  "a document's id": (text) => post({ documentId: text }),
  "a variable of another type": variables(
    "query ($text: Int) { homeFeed(first: $text) { edges { cursor } } }",
  ),
  "a variable's name": (text) => post({ query: "{ __typename }", variables: { [text]: text } }),
  "a cursor": variables("query ($text: String) { homeFeed(after: $text) { edges { cursor } } }"),
  "an id": variables("query ($text: ID!) { activity(id: $text) { id } }"),
  "a handle": variables("query ($text: String!) { user(handle: $text) { id } }"),
  "a sign-up": variables(
    "mutation ($text: String!) { signUp(input: { email: $text, password: $text, name: $text, handle: $text }) { __typename } }",
  ),
  "a sign-in": variables(
    "mutation ($text: String!) { signIn(input: { identifier: $text, password: $text }) { __typename } }",
  ),
  "a confirmation": variables(
    "mutation ($text: String!) { confirmSignUp(input: { identifier: $text, code: $text }) { __typename } }",
  ),
};
const headers = [
  "accept",
  "content-type",
  "authorization",
  "cookie",
  "origin",
  "host",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "user-agent",
  "x-request-id",
  "traceparent",
  "tracestate",
  "accept-language",
  "accept-encoding",
  "if-none-match",
  "range",
  "content-encoding",
];

it.each(Object.entries(inBody))(
  "64 kB of anything cost at most 50 ms of CPU time in %s",
  async (_place, make) => {
    for (const piece of pieces) {
      // Once escaped in the document, once in JSON.
      const sent = make(piece.repeat(60_000 / JSON.stringify(JSON.stringify(piece)).length));
      expect([piece, await cpuTimeOf(sent)]).toEqual([
        piece,
        expect.toSatisfy((ms: number) => ms < allowedMs),
      ]);
    }
  },
);

it.each(headers)("15 kB of anything cost at most 50 ms of CPU time in the header %s", async (name) => {
  for (const piece of pieces.filter((each) => /^[\t -~]+$/.test(each)))
    for (const start of ["", "Bearer ", "application/json;a=", "session=", "Mozilla/5.0 ("]) {
      const value = { [name]: start + piece.repeat(15_000 / piece.length) };
      const times = [
        await cpuTimeOf({ ...post({ query: "{ homeFeed { edges { cursor } } }" }), headers: value }),
        await cpuTimeOf({ method: "GET", path: "/healthz", headers: value }),
      ];
      expect([piece, Math.max(...times)]).toEqual([piece, expect.toSatisfy((ms: number) => ms < allowedMs)]);
    }
});

it("a list of media types is read up to 1 kB", async () => {
  const query = post({ query: "{ homeFeed { edges { cursor } } }" });
  const sendAccept = async (accept: string) => await send({ ...query, headers: { accept } });
  expect(await sendAccept("a/b,".repeat(255) + "*/*")).toBe(200);
  expect(await sendAccept("a/b,".repeat(256) + "*/*")).toBe(400);
});
