import { printSchema } from "graphql";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createSchema } from "../../app/schema.ts";
import { auth } from "../../features/auth.ts";
import { cruddur } from "../../features/cruddur.ts";
import { reportsFeature } from "../rules/reports.ts";
import { signInPerson, signUpPerson } from "../support/app/builders.ts";
import { expectState } from "../support/app/expectations.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

// An application of the feature auth alone.

let app: TestApp;
let log = "";
beforeAll(async () => {
  const keep = (line: string): void => void (log += line);
  app = await startTestApp({ features: [auth], seed: true, environment: { LOG_LEVEL: "warn" }, log: keep });
});
afterAll(() => app.stop());

it("has accounts, sessions and profiles, and nothing of the feed, whatever was composed before", () => {
  const full = printSchema(createSchema(cruddur));
  const alone = createSchema([auth]);
  expect(Object.keys(alone.getTypeMap()).filter((name) => /Activit|Notification|Report/.test(name))).toEqual(
    [],
  );
  expect(Object.keys(alone.getQueryType()?.getFields() ?? {})).toEqual(["authOptions", "user", "viewer"]);
  expect(alone.getSubscriptionType()).toBeUndefined();
  expect(printSchema(createSchema(cruddur))).toBe(full);
});

it("signs people up and in, shows them to others, and deletes them", async () => {
  const worf = await signUpPerson(app);
  const { browser } = await signInPerson(app, worf);
  expect((await browser.sdk.viewer()).viewer?.handle).toBe(worf.handle);
  const response = await postGraphql(app.url, { query: `{ user(handle: "${worf.handle}") { name } }` });
  expect(await response.json()).toEqual({ data: { user: { name: worf.name } } });
  const { deleteAccount } = await browser.sdk.deleteAccount({ input: { password: worf.password } });
  expectState(deleteAccount, "AccountDeleted");
});

it("is not needed where people sign in elsewhere: a feature alone verifies their tokens", async () => {
  const node = await app.startNode({}, { features: [reportsFeature] });
  const { accessToken } = await signUpPerson(app);
  const ask = async (headers: Record<string, string>): Promise<unknown> =>
    await (await postGraphql(node.url, { query: "{ customClaims }" }, headers)).json();
  expect(await ask({ authorization: `Bearer ${accessToken}` })).toEqual({ data: { customClaims: "{}" } });
  expect(await ask({ authorization: "Bearer a.b.c" })).toMatchObject({ errors: [expect.anything()] });
});

it("is ready, and has no routes of the feed", async () => {
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  expect((await fetch(`${app.url}/export`)).status).toBe(404);
  expect(log).not.toContain("accounts cannot be deleted");
});
