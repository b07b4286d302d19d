import { afterAll, beforeAll, expect, it } from "vitest";
import { signUpPerson } from "./builders.ts";
import { holdBack, startFaultyPool } from "./faulty-pool.ts";
import { messagesOf } from "./feed-people.ts";
import { startTestApp, type TestApp } from "./test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

it("answers 503 when an operation takes too long, and begins nothing more of it", async () => {
  const pool = await startFaultyPool(app.userPoolUrl);
  const node = await app.startNode({ COGNITO_ENDPOINT: pool.url }, { timeLimitMs: 200 });
  const person = await signUpPerson(app);
  const { fault, asked, release } = holdBack();
  pool.faults.set("ForgotPassword", fault);
  const answer = await fetch(`${node.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${person.accessToken}` },
    body: JSON.stringify({
      query: `mutation {
        createActivity(input: { message: "before" }) { __typename }
        forgotPassword(input: { email: "${person.email}" }) { __typename }
        late: createActivity(input: { message: "after" }) { __typename }
      }`,
    }),
  });
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(await answer.json()).toEqual({
    errors: [
      {
        message: expect.any(String),
        extensions: { code: "SERVICE_UNAVAILABLE", requestId: answer.headers.get("x-request-id") },
      },
    ],
  });
  await asked;
  release();
  // The mail tells that the pool's answer is back, and with it the turn of the next field.
  await expect.poll(async () => (await app.mails(person.email)).length).toBe(2);
  const { homeFeed } = await person.browser.sdk.homeFeed({});
  expect(messagesOf(homeFeed)).toEqual(["before"]);
});
