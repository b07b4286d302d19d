import { afterAll, beforeAll, expect, it } from "vitest";
import { createSdk } from "../../../client/sdk/sdk.ts";
import { newAccount, type Person, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError } from "../support/app/expectations.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let worf: Person;
beforeAll(async () => {
  app = await startTestApp({
    // Also when the suite runs without caches.
    environment: { METRICS_PORT: "0", RESPONSE_CACHE: "on" },
    seed: true,
    // There is no replica in most runs.
    wrapDatabase: (database) => ({ ...database, readCounts: { replica: 3, primary: 1 } }),
  });
  worf = await signUpPerson(app);
});
afterAll(() => app.stop());

/** @param series name and labels, as they are exposed */
async function read(series: string): Promise<number | undefined> {
  const line = (await app.metrics()).split("\n").find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length));
}

async function operations(operation: string, outcome = "ok"): Promise<number> {
  const labels = `operation="${operation}",outcome="${outcome}"`;
  return (await read(`cruddur_operation_duration_seconds_count{${labels}}`)) ?? 0;
}

async function ask(body: object): Promise<number> {
  const answer = await postGraphql(app.url, body);
  await answer.arrayBuffer();
  return answer.status;
}

it("counts each request by operation and outcome, compiled or not", async () => {
  for (let time = 0; time < 6; time += 1) await app.sdk.homeFeed({});
  expect(await operations("homeFeed")).toBe(6);
  const { sdk } = app.browser();
  await catchRequestError(sdk.homeFeed({ after: "nonsense" }));
  expect(await operations("homeFeed", "BAD_USER_INPUT")).toBe(1);
  await catchRequestError(sdk.setUpTotp());
  expect(await operations("setUpTotp", "UNAUTHENTICATED")).toBe(1);
  await sdk.signIn({ input: { identifier: worf.email, password: "a wrong pass phrase" } });
  expect(await operations("signIn", "INVALID_CREDENTIALS")).toBe(1);
  expect(await ask({ query: "{ nonsense" })).toBe(400);
  expect(await operations("none", "GRAPHQL_PARSE_FAILED")).toBe(1);
  const seconds = await read('cruddur_operation_duration_seconds_sum{operation="homeFeed",outcome="ok"}');
  expect(seconds).toBeGreaterThan(0);
});

it("creates no time series for names that clients choose", async () => {
  const seriesNow = async () =>
    (await app.metrics()).split("\n").filter((line) => line.startsWith("cruddur_operation")).length;
  await ask({ query: "query Warm { viewer { id } }", operationName: "Warm" });
  await ask({ query: "{ viewer { id } homeFeed { pageInfo { hasNextPage } } }" });
  const before = await seriesNow();
  for (let time = 0; time < 20; time += 1)
    await ask({ query: `query Name${time} { alias${time}: viewer { id } }`, operationName: `Name${time}` });
  for (let time = 0; time < 20; time += 1)
    await ask({ query: `{ a${time}: viewer { id } homeFeed { pageInfo { hasNextPage } } }` });
  expect(await seriesNow()).toBe(before);
  expect(await operations("viewer")).toBe(21);
  expect(await operations("other")).toBe(21);
});

it("counts the outcome of each mutation of a request", async () => {
  const count = (mutation: string, outcome: string) =>
    read(`cruddur_mutations_total{mutation="${mutation}",outcome="${outcome}"}`);
  const { email } = newAccount();
  const before = (await count("signIn", "INVALID_CREDENTIALS")) ?? 0;
  const signIn = `signIn(input: { identifier: "${email}", password: "wrong" }) { __typename }`;
  await ask({ query: `mutation { a: ${signIn} b: ${signIn} }` });
  const after = await count("signIn", "INVALID_CREDENTIALS");
  // The request may be refused as a whole, since it guesses twice.
  expect([before, before + 2]).toContain(after);
  expect(await count("confirmSignUp", "SignedIn")).toBe(1);
  expect(await count("signUp", "CodeSent")).toBe(1);
});

it("exposes tokens, keys, rate limits, revocations, response cache, replicas, streams and the process", async () => {
  const authorization = `Bearer ${worf.accessToken}`;
  const member = createSdk({ url: `${app.url}/graphql`, headers: () => ({ authorization }) });
  const hits = (await read('cruddur_token_lookups_total{result="hit"}')) ?? 0;
  await member.viewer();
  await member.viewer();
  expect(await read('cruddur_token_lookups_total{result="hit"}')).toBeGreaterThan(hits);
  expect(await read('cruddur_token_lookups_total{result="miss"}')).toBe(1);
  expect(await read('cruddur_key_fetches_total{outcome="ok"}')).toBeGreaterThan(0);

  const input = { identifier: newAccount().email, password: "a wrong pass phrase" };
  for (let time = 0; time < 5; time += 1) await app.sdk.signIn({ input });
  expect(await read('cruddur_rate_limit_refusals_total{limit="passwordByAccount"}')).toBe(1);
  expect(await operations("signIn", "RATE_LIMITED")).toBe(1);

  const answers = async (result: string) => await read(`cruddur_response_cache_total{result="${result}"}`);
  const misses = (await answers("miss")) ?? 0;
  await app.sdk.homeFeed({ first: 7 });
  expect(await answers("miss")).toBe(misses + 1);
  await expect
    .poll(async () => {
      await Promise.all([1, 2].map(() => app.sdk.homeFeed({ first: 7 })));
      return await answers("hit");
    })
    .toBeGreaterThan(0);
  expect(await read('cruddur_replica_reads_total{server="replica"}')).toBe(3);
  expect(await read('cruddur_replica_reads_total{server="primary"}')).toBe(1);
  expect(await read("cruddur_requests_shed_total")).toBe(0);

  expect(await read("cruddur_revocations_age_seconds")).toBeLessThan(3);
  expect(await read("nodejs_eventloop_lag_p99_seconds")).toBeGreaterThan(0);
  expect(await read("process_resident_memory_bytes")).toBeGreaterThan(0);
  const onPostgres = process.env["TEST_DATABASE_URL"] !== undefined;
  expect(await read("cruddur_database_connections")).toEqual(onPostgres ? expect.any(Number) : undefined);
  if (onPostgres) expect(await read("cruddur_database_waiting")).toBe(0);

  const end = new AbortController();
  const stream = await fetch(`${app.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "text/event-stream", authorization },
    body: JSON.stringify({ query: "subscription { activityPosted { id } }" }),
    signal: end.signal,
  });
  expect(stream.status).toBe(200);
  expect(await read("cruddur_subscriptions_open")).toBe(1);
  end.abort();
  await expect.poll(() => read("cruddur_subscriptions_open")).toBe(0);
  // The duration of a stream is no response time.
  expect(await operations("activityPosted")).toBe(0);
});

it("is not on the port of the API in production, and is there in development", async () => {
  expect((await fetch(`${app.url}/metrics`)).status).toBe(404);
  const laptop = await app.startNode({ NODE_ENV: "development" });
  const answer = await fetch(`${laptop.url}/metrics`);
  expect(await answer.text()).toContain("cruddur_revocations_age_seconds");
});
