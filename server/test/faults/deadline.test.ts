import { afterAll, beforeAll, expect, it } from "vitest";
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

it("answers 503 when an operation takes too long, and begins nothing more of it", async () => {
  const pool = await startFaultyUserPool(app.userPoolUrl);
  const node = await app.startNode({ COGNITO_ENDPOINT: pool.url }, { timeLimitMs: 200 });
  const person = await signUpPerson(app);
  const { fault, executed, release } = holdResponse();
  pool.faults.set("ForgotPassword", fault);
  const query = `mutation {
    createActivity(input: { message: "before" }) { __typename }
    forgotPassword(input: { email: "${person.email}" }) { __typename }
    late: createActivity(input: { message: "after" }) { __typename }
  }`;
  const authorization = `Bearer ${person.accessToken}`;
  const answer = await postGraphql(node.url, { query }, { authorization });
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(await answer.json()).toEqual({
    errors: [
      {
        message: expect.any(String),
        extensions: { code: "SERVICE_UNAVAILABLE", requestId: answer.headers.get("x-request-id") },
      },
    ],
  });
  await executed;
  release();
  // The mail tells that the pool's answer is back, and with it the turn of the next field.
  await expect.poll(async () => (await app.mails(person.email)).length).toBe(2);
  const { homeFeed } = await person.browser.sdk.homeFeed({});
  expect(messagesOf(homeFeed)).toEqual(["before"]);
});

it("does so for a query that has been compiled, and logs it", async () => {
  const lines: Record<string, unknown>[] = [];
  const pool = await startFaultyUserPool(app.userPoolUrl);
  const node = await app.startNode(
    { COGNITO_ENDPOINT: pool.url, LOG_LEVEL: "info" },
    { timeLimitMs: 200, log: { write: (line) => void lines.push(JSON.parse(line)) } },
  );
  const { accessToken } = await signUpPerson(app);
  const authorization = `Bearer ${accessToken}`;
  const ask = async (): Promise<Response> =>
    await postGraphql(node.url, { query: "{ viewer { totpEnabled } }" }, { authorization });
  for (let time = 0; time < 3; time += 1) expect((await ask()).status).toBe(200);
  const { fault, executed, release } = holdResponse();
  pool.faults.set("GetUser", fault);
  const answer = await ask();
  const requestId = answer.headers.get("x-request-id");
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(await answer.json()).toMatchObject({
    errors: [{ extensions: { code: "SERVICE_UNAVAILABLE", requestId } }],
  });
  await executed;
  release();
  await expect
    .poll(() => lines.filter((line) => line["requestId"] === requestId))
    .toMatchObject([
      { level: 50, operation: "viewer" },
      { level: 50, field: "viewer", status: 503, outcome: "SERVICE_UNAVAILABLE" },
    ]);
});
