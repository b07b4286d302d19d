import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postGraphql } from "../support/app/post-graphql.ts";
import { productionEnvironment } from "../support/app/production-environment.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let production: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  production = await startTestApp({
    environment: productionEnvironment,
  });
});
afterAll(async () => {
  await app.stop();
  await production.stop();
});

type Answer = { status: number; code: unknown; message: string; text: string; headers: Headers };

async function ask(
  body: object | string,
  { headers = {}, url = production.url }: { headers?: Record<string, string>; url?: string } = {},
): Promise<Answer> {
  const answer = await postGraphql(url, body, headers);
  const text = await answer.text();
  const { errors = [] } = JSON.parse(text);
  return {
    status: answer.status,
    code: errors[0]?.extensions?.code,
    message: errors[0]?.message ?? "",
    text,
    headers: answer.headers,
  };
}

/** Queries and subscriptions are validated by different code. */
const ways: [way: string, root: string, headers: Record<string, string>][] = [
  ["query", "query", {}],
  ["stream", "subscription", { accept: "text/event-stream" }],
];

describe.each(ways)("a %s", (_way, operation, headers) => {
  const page = (selection: string): string =>
    operation === "query"
      ? `{ activity(id: 1) { ${selection} } }`
      : `subscription { activityPosted { ${selection} } }`;
  const deep = `${"replyTo { ".repeat(10)} id ${"} ".repeat(10)}`;
  const aliases = Array.from({ length: 6 }, (_each, index) => `a${index}: id`).join(" ");

  it.each([
    ["tokens", page("id ".repeat(500)), "400 tokens", "GRAPHQL_PARSE_FAILED"],
    ["levels", page(deep), "10 levels", "GRAPHQL_VALIDATION_FAILED"],
    [
      "objects",
      page("replies(first: 40) { edges { node { replies(first: 40) { edges { cursor } } } } }"),
      "1000 objects",
      "GRAPHQL_VALIDATION_FAILED",
    ],
    ["aliases", page(aliases), "5 aliases", "GRAPHQL_VALIDATION_FAILED"],
    ["directives", page(`id ${"@skip(if: false) ".repeat(10)}`), "5 directives", "GRAPHQL_VALIDATION_FAILED"],
    ["repetitions", page("id ".repeat(100)), "10 mentions", "GRAPHQL_VALIDATION_FAILED"],
  ])("with too many %s is refused, and the error names the limit", async (_limit, query, told, code) => {
    const answer = await ask({ query }, { headers });
    expect(answer).toMatchObject({ status: 400, code, message: expect.stringContaining(told) });
    expect(JSON.parse(answer.text).errors).toHaveLength(1);
  });

  it("with hundreds of errors gets ten of them", async () => {
    const fields = Array.from({ length: 300 }, (_each, index) => `f${index}`).join(" ");
    const { status, text } = await ask({ query: page(fields) }, { headers });
    expect(status).toBe(400);
    expect(JSON.parse(text).errors).toHaveLength(11);
  });

  it("gets no suggestions of field names in production", async () => {
    const answer = await ask({ query: page("mesage") }, { headers });
    expect(answer).toMatchObject({ status: 400, code: "GRAPHQL_VALIDATION_FAILED" });
    expect(answer.text).not.toMatch(/did you mean|suggestion|message:/i);
    const helpful = await ask({ query: page("mesage") }, { headers, url: app.url });
    expect(helpful.message).toContain('Did you mean "message"');
  });

  it.each<[string, string, Record<string, unknown>]>([
    ["a variable", "replies(first: $first) { edges { cursor } }", { first: "hunter2" }],
    ["a literal", 'replies(first: "hunter2") { edges { cursor } }', {}],
    ["a syntax error", 'replies(after "hunter2") { edges { cursor } }', {}],
  ])("never gets back its input from %s", async (_case, selection, variables) => {
    const query = page(selection).replace(/^(?:subscription )?/, `${operation} ($first: Int) `);
    for (const { url } of [app, production]) {
      const { status, text } = await ask({ query, variables }, { headers, url });
      expect(status).toBe(400);
      expect(text).not.toContain("hunter2");
    }
  });

  it("of 64 kB and any shape never causes a server error", async () => {
    const bodies = [
      JSON.stringify({ query: `{${"a{".repeat(30_000)}` }),
      JSON.stringify({ query: page("nothing"), variables: { deep: "x".repeat(60_000) } }),
      `{"query":"{ viewer { id } }","variables":{"deep":${"[".repeat(30_000)}${"]".repeat(30_000)}}}`,
      `{"query":"{ viewer { id } }","variables":{"__proto__":{"polluted":true}}}`,
      `{"query":"{ viewer { id } }","extensions":${"[".repeat(30_000)}${"]".repeat(30_000)}}`,
      `{"query":{"toString":"x"}}`,
      `{"query":["{ viewer { id } }"]}`,
      '{"documentId":"__proto__"}',
      '{"documentId":{"toString":"x"}}',
      "null",
      "4711",
    ];
    for (const body of bodies) expect((await ask(body, { headers })).status).toBeLessThan(500);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});

describe("a mutation", () => {
  const guess = (password: string): string =>
    `signIn(input: { identifier: "worf@enterprise.example", password: "${password}" }) { __typename }`;

  it.each([
    ["aliases", `mutation { a: ${guess("one")} b: ${guess("two")} }`],
    [
      "fragments",
      `mutation { ...A ... on Mutation { b: ${guess("two")} } } fragment A on Mutation { ${guess("one")} }`,
    ],
    [
      "two names",
      `mutation { ${guess("one")} forgotPassword(input: { identifier: "a@b.example" }) { __typename } }`,
    ],
    [
      "a second operation",
      `mutation A { signOut { __typename } } mutation B { a: ${guess("one")} b: ${guess("two")} }`,
    ],
  ])("may guess one password: %s do not get around the limit", async (_case, query) => {
    const answer = await ask({ query, operationName: query.includes("mutation B") ? "A" : undefined });
    expect(answer).toMatchObject({
      status: 400,
      code: "GRAPHQL_VALIDATION_FAILED",
      message: expect.stringContaining("At most 1 mutation of an account"),
    });
  });

  it("may guess one password: a batch of requests is refused as a whole", async () => {
    const answer = await ask([
      { query: `mutation { ${guess("one")} }` },
      { query: `mutation { ${guess("two")} }` },
    ]);
    expect(answer).toMatchObject({ status: 400, code: "BAD_REQUEST" });
  });
});

it.each([
  ["custom:role", { "custom:role": "moderator" }],
  ["groups", { groups: ["moderators"] }],
  ["emailVerified", { emailVerified: true }],
  ["id", { id: "0193548a-7b2c-7def-8123-456789abcdef" }],
])("an input accepts no field that is not in the schema: %s", async (_name, more) => {
  const account = {
    email: "q@example.com",
    password: "a long enough pass phrase",
    name: "Q",
    handle: "the_q",
  };
  for (const [mutation, type, input] of [
    ["signUp", "SignUpInput", account],
    ["updateProfile", "UpdateProfileInput", {}],
  ] as const) {
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`;
    const answer = await ask({ query, variables: { input: { ...input, ...more } } });
    expect(answer).toMatchObject({ status: 400, code: "BAD_USER_INPUT" });
  }
});

describe("in production", () => {
  it.each([
    ["the schema", "{ __schema { types { name } } }"],
    ["a type", '{ __type(name: "User") { name } }'],
    ["nested types", `{ __schema { types { ${"fields { type { ".repeat(5)} name ${"} } ".repeat(5)} } } }`],
  ])("introspection does not return %s", async (_case, query) => {
    expect(await ask({ query })).toMatchObject({ status: 400, code: "GRAPHQL_VALIDATION_FAILED" });
  });

  it("__typename is returned, which clients need", async () => {
    expect((await ask({ query: "{ __typename }" })).text).toBe('{"data":{"__typename":"Query"}}\n');
  });

  it("no response has a stack, a trace or a tool's page", async () => {
    const tracing = {
      "apollo-tracing": "1",
      "apollo-federation-include-trace": "ftv1",
      "x-apollo-tracing": "1",
    };
    const answers = [
      await ask({ query: "{ __typename }" }, { headers: tracing }),
      await ask({ query: "{" }),
      await ask({ query: "{ nothing }" }),
      await ask("{"),
      await ask({ query: "query A { __typename } query B { __typename }" }),
    ];
    for (const { text } of answers) {
      expect(text).not.toMatch(/node_modules|\bat [\w.]+ \(|stacktrace|exception|tracing|ftv1/);
    }
    const page = await fetch(`${production.url}/graphql`, { headers: { accept: "text/html" } });
    expect([page.status, page.headers.get("content-type")]).toEqual([405, "application/json; charset=utf-8"]);
  });
});

it("nested types are limited where introspection is on", async () => {
  const query = `{ __schema { types { ${"fields { type { ".repeat(5)} name ${"} } ".repeat(5)} } } }`;
  expect(await ask({ query }, { url: app.url })).toMatchObject({
    status: 400,
    code: "GRAPHQL_VALIDATION_FAILED",
  });
});

it("an automatic persisted query is refused, and its client sends the text", async () => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: "a".repeat(64) } };
  for (const body of [{ extensions }, { query: "{ __typename }", extensions }]) {
    const { code, text } = await ask(body);
    expect([code, JSON.parse(text).data]).toEqual(["PERSISTED_QUERY_NOT_SUPPORTED", undefined]);
  }
});

it("a mutation by GET, as a form or as plain text is refused", async () => {
  const query = "mutation { signOut { __typename } }";
  const statuses = await Promise.all([
    fetch(`${production.url}/graphql?query=${encodeURIComponent(query)}`),
    fetch(`${production.url}/graphql`, { method: "POST", body: new URLSearchParams({ query }) }),
    fetch(`${production.url}/graphql`, { method: "POST", body: JSON.stringify({ query }) }),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([405, 415, 415]);
});
