import { once } from "node:events";
import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
const lines: string[] = [];
beforeAll(async () => {
  app = await startTestApp({ environment: { LOG_LEVEL: "info" }, log: (line) => void lines.push(line) });
});
afterAll(() => app.stop());
beforeEach(() => {
  lines.length = 0;
});

const typeName = { query: "{ __typename }" };
const stream = { accept: "text/event-stream" };
const password = "correct horse battery";

async function outcome(answer: Response): Promise<[status: number, code: string | undefined]> {
  // A stream does not end.
  expect(answer.headers.get("content-type")).not.toContain("event-stream");
  const { errors = [] } = await answer.json();
  for (const { extensions } of errors) expect(extensions.requestId).toBe(answer.headers.get("x-request-id"));
  return [answer.status, errors[0]?.extensions.code];
}

async function postBytes(body: Uint8Array<ArrayBuffer>, contentType = "application/json"): Promise<Response> {
  const headers = { "content-type": contentType };
  return await fetch(`${app.url}/graphql`, { method: "POST", headers, body });
}

describe("a body", () => {
  it.each(["iso-8859-1", '"windows-1252"', "utf-16", "utf-16le", "UTF-32", "us-ascii2", "x"])(
    "in another character set is refused: %s",
    async (charset) => {
      const contentType = `application/json; Charset=${charset}`;
      expect(await outcome(await postBytes(Buffer.from(JSON.stringify(typeName)), contentType))).toEqual([
        415,
        "BAD_REQUEST",
      ]);
    },
  );

  it.each(["utf-8", "UTF-8", '"utf-8"', "utf8"])("in UTF-8 is read: %s", async (charset) => {
    const contentType = `application/json;charset=${charset}; profile=a`;
    expect((await postBytes(Buffer.from(JSON.stringify(typeName)), contentType)).status).toBe(200);
  });

  it.each([
    ["a single byte of Latin 1", [0xe9]],
    ["a sequence that ends early", [0xe2, 0x82]],
    ["an overlong sequence", [0xc0, 0xaf]],
    ["a surrogate", [0xed, 0xa0, 0x80]],
    ["a code point above the last", [0xf4, 0x90, 0x80, 0x80]],
  ])("with bytes that are no UTF-8 is refused: %s", async (_what, bytes) => {
    const [before = "", after = ""] = JSON.stringify({ ...typeName, operationName: "|" }).split("|");
    const body = Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
    expect(await outcome(await postBytes(body))).toEqual([400, "BAD_REQUEST"]);
  });

  it("may split a character between chunks", async () => {
    const text = Buffer.from(JSON.stringify({ query: "{ __typename } # €" }));
    const at = text.indexOf(0x82);
    const { hostname, port } = new URL(app.url);
    const headers = { "content-type": "application/json" };
    const sent = request({ hostname, port, path: "/graphql", method: "POST", headers });
    sent.write(text.subarray(0, at));
    sent.end(text.subarray(at));
    const [answer] = await once(sent, "response");
    answer.resume();
    expect(answer.statusCode).toBe(200);
  });

  it("is required, and its type", async () => {
    const post = async (headers: Record<string, string>): Promise<Response> =>
      await fetch(`${app.url}/graphql`, { method: "POST", headers });
    expect(await outcome(await post({}))).toEqual([415, "BAD_REQUEST"]);
    expect(await outcome(await post({ "content-type": "application/json" }))).toEqual([400, "BAD_REQUEST"]);
  });

  it.each([
    {},
    [],
    [typeName],
    null,
    7,
    "text",
    { query: 7 },
    { query: "" },
    { ...typeName, variables: "x" },
    { ...typeName, variables: [] },
    { ...typeName, operationName: 7 },
    { ...typeName, extensions: 7 },
  ])("of another shape is refused with a request id: %j", async (body) => {
    expect(await outcome(await postGraphql(app.url, JSON.stringify(body)))).toEqual([400, "BAD_REQUEST"]);
    expect(lines.filter((line) => !line.includes('"outcome":"BAD_REQUEST"'))).toEqual([]);
  });
});

describe("a condition at the root of a subscription", () => {
  const posted = "activityPosted { id }";
  const signIn = `mutation M { signIn(input: { identifier: "a@example.com", password: "${password}" }) { __typename } }`;

  it.each([
    ["a variable", `subscription S($on: Boolean!) { activityPosted @include(if: $on) { id } }`],
    ["a constant", "subscription S { activityPosted @skip(if: false) { id } }"],
    [
      "a fragment's spread",
      `subscription S($on: Boolean!) { ...F @skip(if: $on) } fragment F on Subscription { ${posted} }`,
    ],
    [
      "in a fragment",
      `subscription S($on: Boolean!) { ...F } fragment F on Subscription { activityPosted @skip(if: $on) { id } }`,
    ],
    ["an inline fragment", `subscription S($on: Boolean!) { ... @include(if: $on) { ${posted} } }`],
    ["without its argument", "subscription S { activityPosted @include { id } }"],
    ["of a wrong type", 'subscription S { activityPosted @include(if: "x") { id } }'],
  ])("is refused: %s", async (_case, query) => {
    const variables = { on: true };
    const invalid = [400, "GRAPHQL_VALIDATION_FAILED"];
    expect(await outcome(await postGraphql(app.url, { query, variables }, stream))).toEqual(invalid);
    expect(await outcome(await postGraphql(app.url, { query, variables }))).toEqual(invalid);
    const beside = { query: `${query} ${signIn}`, operationName: "M", variables };
    expect(await outcome(await postGraphql(app.url, beside))).toEqual(invalid);
    expect(lines.join("")).not.toContain(password);
  });

  it("is allowed below it", async () => {
    const query = "subscription S($on: Boolean!) { activityPosted { id @include(if: $on) message } }";
    const end = new AbortController();
    onTestFinished(() => end.abort());
    const answer = await fetch(`${app.url}/graphql`, {
      method: "POST",
      headers: { ...stream, "content-type": "application/json" },
      body: JSON.stringify({ query, variables: { on: false } }),
      signal: end.signal,
    });
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
  });
});

describe("an Authorization header", () => {
  const viewer = { query: "{ viewer { id } homeFeed(first: 1) { edges { cursor } } }" };

  it.each(["", " "])("that is empty is as good as none: '%s'", async (authorization) => {
    expect(await outcome(await postGraphql(app.url, typeName, { authorization }))).toEqual([200, undefined]);
    const query = "subscription { activityPosted { id } }";
    const end = new AbortController();
    onTestFinished(() => end.abort());
    const answer = await fetch(`${app.url}/graphql`, {
      method: "POST",
      headers: { ...stream, "content-type": "application/json", authorization },
      body: JSON.stringify({ query }),
      signal: end.signal,
    });
    expect(answer.status).toBe(200);
  });

  it.each(["Bearer", "Bearer ", "Bearer undefined", "Bearer null", "Basic YTpi", "undefined", "Bearer a b"])(
    "that is no access token is refused: %s",
    async (authorization) => {
      const refused = [401, "UNAUTHENTICATED"];
      expect(await outcome(await postGraphql(app.url, viewer, { authorization }))).toEqual(refused);
      const query = "subscription { activityPosted { id } }";
      expect(await outcome(await postGraphql(app.url, { query }, { ...stream, authorization }))).toEqual(
        refused,
      );
    },
  );
});

describe("the Accept header of a client", () => {
  const subscription = { query: "subscription S { activityPosted { id } }" };

  async function typeFor(body: object, accept: string): Promise<[status: number, type: string | undefined]> {
    const end = new AbortController();
    const answer = await fetch(`${app.url}/graphql`, {
      method: "POST",
      headers: { accept, "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: end.signal,
    });
    end.abort();
    return [answer.status, answer.headers.get("content-type")?.split(";")[0]];
  }

  it.each([
    "text/event-stream",
    "Text/Event-Stream",
    "text/event-stream;q=0.1",
    "application/json, text/event-stream",
    "text/event-stream, application/graphql-response+json;q=0.5, */*;q=0.1",
    "application/graphql-response+json, application/json;q=0.9, text/event-stream; q=0.5",
    "*/*, text/event-stream",
  ])("that lists a stream gets one for a subscription: %s", async (accept) => {
    expect(await typeFor(subscription, accept)).toEqual([200, "text/event-stream"]);
  });

  it.each([
    ["application/json, text/event-stream", "application/json"],
    ["text/event-stream, application/json", "application/json"],
    ["TEXT/EVENT-STREAM, Application/GraphQL-Response+JSON", "application/graphql-response+json"],
    ["text/event-stream, */*;q=0.1", "application/json"],
    ["text/event-stream, application/*;q=0.1", "application/json"],
    ["text/event-stream;q=0, application/json", "application/json"],
  ])("that lists JSON too gets it for a query: %s", async (accept, type) => {
    expect(await typeFor(typeName, accept)).toEqual([200, type]);
  });

  it.each([
    "application/json",
    "*/*",
    "text/*",
    "text/event-stream;q=0, application/json",
    "text/event-stream;q=0, */*",
  ])("that lists no stream gets none: %s", async (accept) => {
    const [status, type] = await typeFor(subscription, accept);
    expect([status >= 400 && status < 500, type]).toEqual([true, "application/json"]);
  });

  it("that takes a stream alone is told that a query is none, and an unknown operation as such", async () => {
    expect(await outcome(await postGraphql(app.url, typeName, stream))).toEqual([400, "BAD_USER_INPUT"]);
    const unknown = [400, "OPERATION_RESOLUTION_FAILURE"];
    for (const headers of [stream, { accept: "application/json, text/event-stream" }, {}])
      expect(
        await outcome(await postGraphql(app.url, { ...subscription, operationName: "T" }, headers)),
      ).toEqual(unknown);
  });

  it("that takes nothing of ours is refused", async () => {
    for (const accept of ["image/png", "text/event-stream;q=0", "application/json;q=0"])
      expect(await outcome(await postGraphql(app.url, typeName, { accept }))).toEqual([406, "BAD_REQUEST"]);
  });
});
