import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createSdk } from "../../../client/sdk/sdk.ts";
import { newestCode, newAccount, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { expectState, catchRequestError } from "../support/app/expectations.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestApp, startTestAppForThisTest, type TestApp } from "../support/app/test-app.ts";

let text = "";
const lines = (): Record<string, unknown>[] =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
/** The line of an operation's only request; it is written after the response. */
async function lineOf(operation: string): Promise<Record<string, unknown>> {
  await expect.poll(() => lines().filter((line) => line["operation"] === operation).length).toBe(1);
  return lines().find((line) => line["operation"] === operation) ?? {};
}

const log = (line: string): void => {
  text += line;
};
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ environment: { LOG_LEVEL: "info", TRUST_PROXY: "1" }, log });
});
beforeEach(() => {
  text = "";
});
afterAll(() => app.stop());

it("has one line for each request: account, operation, outcome and duration", async () => {
  const person = await signUpPerson(app);
  text = "";
  await person.browser.sdk.viewer();
  const line = await lineOf("Viewer");
  expect(line).toMatchObject({
    level: 30,
    requestId: expect.stringMatching(/^[\w-]{36}$/),
    method: "POST",
    route: "/graphql",
    field: "viewer",
    status: 200,
    outcome: "ok",
    milliseconds: expect.any(Number),
    account: expect.stringMatching(/^[\w-]{16}$/),
    address: expect.stringMatching(/127\.0\.0\.1|::1/),
  });
  // `account` is the same on another device of the user, and differs between users.
  text = "";
  await (await signInPerson(app, person)).browser.sdk.homeFeed();
  expect((await lineOf("SignIn"))["account"]).toBe(line["account"]);
  expect((await lineOf("HomeFeed"))["account"]).toBe(line["account"]);
  text = "";
  await (await signUpPerson(app)).browser.sdk.viewer();
  expect((await lineOf("Viewer"))["account"]).not.toBe(line["account"]);
});

it("has the code of a problem or an error, and level warn for rate limits", async () => {
  const input = { identifier: newAccount().email, password: "a wrong pass phrase" };
  await app.sdk.signIn({ input });
  const guess = await lineOf("SignIn");
  expect(guess).toMatchObject({ level: 30, status: 200, outcome: "INVALID_CREDENTIALS" });
  for (let time = 0; time < 4; time += 1) await app.sdk.signIn({ input });
  text = "";
  await app.sdk.signIn({ input });
  expect(await lineOf("SignIn")).toMatchObject({
    level: 40,
    outcome: "RATE_LIMITED",
    account: guess["account"],
  });
  await catchRequestError(app.sdk.setUpTotp());
  expect(await lineOf("SetUpTotp")).toMatchObject({ level: 30, status: 401, outcome: "UNAUTHENTICATED" });
  await postGraphql(app.url, "{");
  await expect.poll(() => lines().some(({ outcome }) => outcome === "BAD_REQUEST")).toBe(true);
});

it("contains no secret, not even as a hash that could be guessed", async () => {
  const account = newAccount();
  const browser = app.browser();
  await browser.sdk.signUp({ input: account });
  const code = await newestCode(app, account.email);
  const { confirmSignUp } = await browser.sdk.confirmSignUp({ input: { identifier: account.email, code } });
  const { accessToken, viewer } = expectState(confirmSignUp, "SignedIn").session;
  browser.useAccessToken(accessToken);
  await browser.sdk.refreshSession({});
  await fetch(`${app.url}/inbox.json?to=${account.email}`);
  await lineOf("RefreshSession");
  await expect.poll(() => lines().some(({ route }) => route === "/inbox.json")).toBe(true);
  const secrets = [account.email, account.password, accessToken, viewer.id, ...browser.cookies.values()];
  for (const secret of [...secrets, `"${code}"`, encodeURIComponent(account.email)])
    expect(text).not.toContain(secret);
});

it("has the proxy's request id where that is valid, and the response has it too", async () => {
  const given = "1f9b3c5e-from-the-proxy";
  const ask = async (id: string, url = app.url): Promise<string | null> => {
    const body = { query: "{ nonsense }", operationName: null };
    const answer = await postGraphql(url, body, { "x-request-id": id });
    const { errors } = await answer.json();
    expect(errors[0].extensions.requestId).toBe(answer.headers.get("x-request-id"));
    return answer.headers.get("x-request-id");
  };
  expect(await ask(given)).toBe(given);
  await expect.poll(() => lines().some(({ requestId }) => requestId === given)).toBe(true);
  for (const bad of ["short", "x".repeat(65), 'quote"quote"', "spa ce spa ce"])
    expect(await ask(bad)).toMatch(/^[\da-f-]{36}$/);
  // Without a trusted proxy any client could choose it.
  const alone = await app.startNode();
  expect(await ask(given, alone.url)).not.toBe(given);
});

it("respects LOG_LEVEL", async () => {
  const quiet = await startTestAppForThisTest({ environment: { LOG_LEVEL: "warn" }, log });
  await createSdk({ url: `${quiet.url}/graphql` }).homeFeed({});
  const input = { identifier: newAccount().email, password: "a wrong pass phrase" };
  for (let time = 0; time < 5; time += 1) await quiet.sdk.signIn({ input });
  await lineOf("SignIn");
  expect(lines().map(({ operation }) => operation)).toEqual(["SignIn"]);
});
