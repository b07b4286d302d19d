import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { signUpPerson } from "../support/app/builders.ts";
import { holdResponse, startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import { messagesOf } from "../support/app/feed-actions.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** No other timer takes as long, so that tests find that of the deadline. */
const timeLimitMs = 123_456;

/** Lets the deadline of the newest request pass now. */
function watchDeadline(): { pass: () => void } {
  const timers = vi.spyOn(globalThis, "setTimeout");
  return {
    pass: () => {
      const timer = timers.mock.calls.findLast(([, milliseconds]) => milliseconds === timeLimitMs);
      if (!timer) throw new Error("No request has a deadline.");
      timer[0]();
    },
  };
}

it("responds with 503 when an operation exceeds its deadline, and starts no further mutation of it", async () => {
  const pool = await startFaultyUserPool(app.userPoolUrl);
  const node = await app.startNode({ COGNITO_ENDPOINT: pool.url }, { timeLimitMs });
  const person = await signUpPerson(app);
  const { fault, executed, release } = holdResponse();
  pool.faults.set("ForgotPassword", fault);
  const query = `mutation {
    createActivity(input: { message: "before" }) { __typename }
    forgotPassword(input: { identifier: "${person.email}" }) { __typename }
    late: createActivity(input: { message: "after" }) { __typename }
  }`;
  const authorization = `Bearer ${person.accessToken}`;
  const deadline = watchDeadline();
  const request = postGraphql(node.url, { query }, { authorization });
  await executed;
  deadline.pass();
  const response = await request;
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(await response.json()).toEqual({
    errors: [
      {
        message: expect.any(String),
        extensions: { code: "SERVICE_UNAVAILABLE", requestId: response.headers.get("x-request-id") },
      },
    ],
  });
  release();
  // The mail shows that the pool has executed the second field, whose response is now released: the third is next.
  await expect.poll(async () => (await app.mails(person.email)).length).toBe(2);
  const { homeFeed } = await person.browser.sdk.homeFeed({});
  expect(messagesOf(homeFeed)).toEqual(["before"]);
});

it("responds with 503 for a compiled query, too, and logs it", async () => {
  const lines: Record<string, unknown>[] = [];
  const pool = await startFaultyUserPool(app.userPoolUrl);
  const node = await app.startNode(
    { COGNITO_ENDPOINT: pool.url, LOG_LEVEL: "info" },
    { timeLimitMs, log: { write: (line) => void lines.push(JSON.parse(line)) } },
  );
  const { accessToken } = await signUpPerson(app);
  const authorization = `Bearer ${accessToken}`;
  const ask = async (): Promise<Response> =>
    await postGraphql(node.url, { query: "{ viewer { totpEnabled } }" }, { authorization });
  for (let time = 0; time < 3; time += 1) expect((await ask()).status).toBe(200);
  const { fault, executed, release } = holdResponse();
  pool.faults.set("GetUser", fault);
  const deadline = watchDeadline();
  const request = ask();
  await executed;
  deadline.pass();
  const response = await request;
  const requestId = response.headers.get("x-request-id");
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(await response.json()).toMatchObject({
    errors: [{ extensions: { code: "SERVICE_UNAVAILABLE", requestId } }],
  });
  release();
  await expect
    .poll(() => lines.filter((line) => line["requestId"] === requestId))
    .toMatchObject([
      { level: 50, operation: "viewer" },
      { level: 50, field: "viewer", status: 503, outcome: "SERVICE_UNAVAILABLE" },
    ]);
});
