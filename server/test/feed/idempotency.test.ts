import { afterAll, beforeAll, expect, it } from "vitest";
import { type Person, signInAgain, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { deletePost, messagesOf, post } from "../support/app/feed-actions.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let worf: Person;
let garek: Person;
beforeAll(async () => {
  app = await startTestApp();
  [worf, garek] = [await signUpPerson(app), await signUpPerson(app)];
});
afterAll(() => app.stop());

it("creates one post for a key, however often it is sent, sequentially or concurrently", async () => {
  const input = { message: "once", idempotencyKey: "post-1" };
  const answers = await Promise.all(
    Array.from({ length: 8 }, async () => await worf.browser.sdk.createActivity({ input })),
  );
  answers.push(await worf.browser.sdk.createActivity({ input }));
  const ids = answers.map(({ createActivity }) => expectState(createActivity, "Activity").id);
  expect(new Set(ids).size).toBe(1);
  expect(messagesOf((await app.sdk.homeFeed({})).homeFeed)).toEqual(["once"]);
});

it("creates and counts one reply for a key", async () => {
  const top = await post(worf.browser.sdk, "a post");
  const input = { activityId: top.id, message: "once", idempotencyKey: "reply-1" };
  const answers = await Promise.all(
    Array.from({ length: 8 }, async () => await garek.browser.sdk.createReply({ input })),
  );
  const ids = answers.map(({ createReply }) => expectState(createReply, "Activity").id);
  expect(new Set(ids).size).toBe(1);
  expect((await app.sdk.activity({ id: top.id })).activity).toMatchObject({
    repliesCount: 1,
    replies: { edges: [{ node: { message: "once" } }] },
  });
});

it("keeps the keys of different users apart", async () => {
  const input = { message: "the same", idempotencyKey: "shared" };
  const [mine, theirs] = [
    await worf.browser.sdk.createActivity({ input }),
    await garek.browser.sdk.createActivity({ input }),
  ];
  expect(expectState(mine.createActivity, "Activity").id).not.toBe(
    expectState(theirs.createActivity, "Activity").id,
  );
});

it.each([
  ["text", { message: "second" }],
  ["audience", { audience: "MEMBERS" }],
  ["lifetime", { expiresIn: "ONE_DAY" }],
] as const)("rejects a key with another %s than that of its post", async (what, change) => {
  const input = { message: "first", expiresIn: "ONE_HOUR", idempotencyKey: `another-${what}` } as const;
  const first = await post(worf.browser.sdk, input.message, input);
  const { createActivity } = await worf.browser.sdk.createActivity({ input: { ...input, ...change } });
  expect(problemsOf(createActivity)).toEqual(["INVALID_INPUT idempotencyKey"]);
  // The key still belongs to the first.
  const again = await worf.browser.sdk.createActivity({ input });
  expect(expectState(again.createActivity, "Activity")).toMatchObject({ id: first.id, message: "first" });
});

it("rejects a key of a reply with another text or another parent in the thread", async () => {
  const { sdk } = garek.browser;
  const top = await post(sdk, "top");
  const send = async (activityId: string, message: string) =>
    (await sdk.createReply({ input: { activityId, message, idempotencyKey: "of-a-reply" } })).createReply;
  const { id } = expectState(await send(top.id, "yes"), "Activity");
  expect(problemsOf(await send(top.id, "no"))).toEqual(["INVALID_INPUT idempotencyKey"]);
  expect(problemsOf(await send(id, "yes"))).toEqual(["INVALID_INPUT idempotencyKey"]);
  expect(expectState(await send(top.id, "yes"), "Activity").id).toBe(id);
});

it("tells a retry that its post has expired, and does not tell it of another post", async () => {
  const input = { message: "short", expiresIn: "ONE_HOUR", idempotencyKey: "expired" } as const;
  const send = async (change: object = {}) =>
    problemsOf((await worf.browser.sdk.createActivity({ input: { ...input, ...change } })).createActivity);
  await post(worf.browser.sdk, input.message, input);
  app.advance({ minutes: 60, seconds: 1 });
  await signInAgain(worf);
  expect(await send()).toEqual(["NOT_FOUND idempotencyKey"]);
  expect(await send({ message: "another" })).toEqual(["INVALID_INPUT idempotencyKey"]);
  expect(await send({ expiresIn: "ONE_DAY" })).toEqual(["INVALID_INPUT idempotencyKey"]);
});

it("rejects a key with another message, and a key whose post was deleted", async () => {
  const first = await post(worf.browser.sdk, "first", { idempotencyKey: "used" });
  const send = async (message: string) =>
    (await worf.browser.sdk.createActivity({ input: { message, idempotencyKey: "used" } })).createActivity;
  expect(problemsOf(await send("second"))).toEqual(["INVALID_INPUT idempotencyKey"]);
  await deletePost(worf.browser.sdk, first.id);
  expect(problemsOf(await send("first"))).toEqual(["NOT_FOUND idempotencyKey"]);
});

it.each(["", " ", "x".repeat(65), "schlüssel", "a b"])("rejects the key %j", async (idempotencyKey) => {
  const { createActivity } = await worf.browser.sdk.createActivity({
    input: { message: "hi", idempotencyKey },
  });
  expect(problemsOf(createActivity)).toEqual(["INVALID_INPUT idempotencyKey"]);
});
