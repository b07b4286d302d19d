import { afterAll, beforeAll, expect, it } from "vitest";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError } from "../support/app/expectations.ts";
import { messagesOf, post, reply } from "../support/app/feed-actions.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let worf: Person;
let garek: Person;
beforeAll(async () => {
  app = await startTestApp();
  [worf, garek] = [await signUpPerson(app), await signUpPerson(app)];
  const theirs = await post(garek.browser.sdk, "somebody else's");
  await reply(worf.browser.sdk, theirs.id, "a reply is no post");
  await post(worf.browser.sdk, "for all");
  await post(worf.browser.sdk, "for members", { audience: "MEMBERS" });
  await post(worf.browser.sdk, "an hour", { expiresIn: "ONE_HOUR" });
  app.advance({ minutes: 14 });
});
afterAll(() => app.stop());

it("returns a user by handle, whatever its case, with the posts that the viewer may read", async () => {
  const guest = await app.sdk.user({ handle: worf.handle.toUpperCase() });
  expect(guest.user).toMatchObject({ handle: worf.handle, name: worf.name });
  expect(messagesOf(guest.user?.activities ?? { edges: [] })).toEqual(["an hour", "for all"]);
  const member = await garek.browser.sdk.user({ handle: worf.handle });
  expect(messagesOf(member.user?.activities ?? { edges: [] })).toEqual(["an hour", "for members", "for all"]);
});

it("returns the viewer's own posts", async () => {
  const { viewer } = await worf.browser.sdk.viewerActivities({ first: 2 });
  expect(messagesOf(viewer?.activities ?? { edges: [] })).toEqual(["an hour", "for members"]);
  const after = viewer?.activities.pageInfo.endCursor ?? "";
  const rest = await worf.browser.sdk.viewerActivities({ first: 2, after });
  expect(messagesOf(rest.viewer?.activities ?? { edges: [] })).toEqual(["for all"]);
  expect((await app.sdk.viewerActivities({})).viewer).toBeNull();
});

it("is null for an unknown or impossible handle", async () => {
  for (const handle of ["nobody_has_this", "", "no such handle", "x".repeat(1000), "\0"]) {
    expect((await app.sdk.user({ handle })).user).toBeNull();
  }
});

it("refuses an invalid token, as every query does", async () => {
  const bad = { headers: { authorization: "Bearer made-up" } };
  for (const call of [
    () => app.sdk.user({ handle: worf.handle }, bad),
    () => app.sdk.activity({ id: "0193548a-7b2c-7def-8123-456789abcdef" }, bad),
    () => app.sdk.viewerActivities({}, bad),
  ]) {
    const error = await catchRequestError(call());
    expect([error.status, error.code]).toEqual([401, "UNAUTHENTICATED"]);
  }
});
