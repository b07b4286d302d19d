import { afterAll, beforeAll, expect, it } from "vitest";
import { type Person, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { deletePost, like, post, reply, unlike } from "../support/app/feed-actions.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

// How many statements an operation costs. Attempts are counted in the database, as on several nodes without Redis.

let app: TestApp;
let worf: Person;
let statements: string[] = [];

/** Statements of the background, and of the user pool, which is in the same database. */
const others = [
  /"local_user_pool"|^(begin|commit)$/,
  // What is new: revocations, hidden people, posts.
  /"hidden_people_changes"/,
  /"revoked_at" >=/,
  /from "activities".* order by "activities"."id" desc limit/,
  // Purge, maintenance, sweep.
  /"leases"|"account_deletions"|"account_sweeps"/,
  /from "activities".* order by "activities"."expires_at"/,
  /^delete from "(sessions|throttle_counters|revocations)" where "\w+"."\w+" </,
  /"inbox"/,
];

beforeAll(async () => {
  app = await startTestApp({
    environment: { REDIS_URL: "" },
    wrapDatabase: (database) => ({ ...database, isShared: true }),
    onStatement: (text) => {
      if (!others.some((other) => other.test(text))) statements.push(text);
    },
  });
  worf = await signUpPerson(app);
});
afterAll(() => app.stop());

async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  statements = [];
  await work();
  return statements;
}

it("writes the feed in one statement each; that of a post counts for the limits, too", async () => {
  const { sdk } = worf.browser;
  const { id } = await post(sdk, "a post");
  const under = await reply(sdk, id, "a reply");
  expect(await statementsOf(async () => await post(sdk, "another"))).toHaveLength(1);
  expect(await statementsOf(async () => await reply(sdk, under.id, "a reply"))).toHaveLength(2);
  expect(await statementsOf(async () => await like(sdk, id))).toHaveLength(2);
  expect(await statementsOf(async () => await like(sdk, under.id))).toHaveLength(2);
  expect(await statementsOf(async () => await unlike(sdk, id))).toHaveLength(2);
  expect(await statementsOf(async () => await deletePost(sdk, under.id))).toHaveLength(1);
});

it("refreshes a session in two statements, besides those that count for the limits", async () => {
  expect(await statementsOf(async () => await worf.browser.sdk.refreshSession({}))).toHaveLength(4);
});

it("changes a bio in one statement, and a name in three, besides those that count for limits and calls of the pool", async () => {
  const { sdk } = worf.browser;
  expect(await statementsOf(async () => await sdk.updateProfile({ input: { bio: "of Mogh" } }))).toHaveLength(
    2,
  );
  expect(await statementsOf(async () => await sdk.updateProfile({ input: { name: "Worf" } }))).toHaveLength(
    6,
  );
});

it("finds the session of a first request in one statement", async () => {
  const { browser } = await signInPerson(app, worf);
  const request = async () => await browser.sdk.viewer();
  const [first, second] = [await statementsOf(request), await statementsOf(request)];
  expect(first).toHaveLength(second.length + 1);
});

it("signs in with four statements, besides those that count attempts", async () => {
  const signingIn = await statementsOf(async () => await signInPerson(app, worf));
  expect(signingIn.filter((text) => !text.includes("throttle_counters"))).toHaveLength(4);
});
