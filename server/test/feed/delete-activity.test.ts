import { afterAll, beforeAll, expect, it } from "vitest";
import { becomeModerator } from "../support/app/become-moderator.ts";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { problemsOf, catchRequestError } from "../support/app/expectations.ts";
import { deletePost, like, messagesOf, post, reply } from "../support/app/feed-actions.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let worf: Person;
let garek: Person;
beforeAll(async () => {
  app = await startTestApp();
  [worf, garek] = [await signUpPerson(app), await signUpPerson(app)];
});
afterAll(() => app.stop());

it("removes a post and all replies below it from every response at once", async () => {
  const top = await post(worf.browser.sdk, "to be deleted");
  const first = await reply(garek.browser.sdk, top.id, "a reply");
  const under = await reply(worf.browser.sdk, first.id, "a reply to the reply");
  await like(garek.browser.sdk, under.id);
  expect(await deletePost(worf.browser.sdk, top.id)).toMatchObject({ activityId: top.id });
  for (const { id } of [top, first, under]) {
    expect((await worf.browser.sdk.activity({ id })).activity).toBeNull();
  }
  const { homeFeed } = await worf.browser.sdk.homeFeed({});
  expect(messagesOf(homeFeed)).not.toContain("to be deleted");
  const { viewer } = await worf.browser.sdk.viewerActivities({});
  expect(messagesOf(viewer?.activities ?? { edges: [] })).not.toContain("to be deleted");
});

it("decrements the count of replies once", async () => {
  const top = await post(worf.browser.sdk, "a post");
  const gone = await reply(garek.browser.sdk, top.id, "gone");
  await reply(garek.browser.sdk, top.id, "stays");
  await reply(worf.browser.sdk, gone.id, "goes with it");
  await deletePost(garek.browser.sdk, gone.id);
  const again = await garek.browser.sdk.deleteActivity({ input: { activityId: gone.id } });
  expect(problemsOf(again.deleteActivity)).toEqual(["NOT_FOUND activityId"]);
  const { activity } = await app.sdk.activity({ id: top.id });
  expect(activity?.repliesCount).toBe(1);
  expect(messagesOf(activity?.replies ?? { edges: [] })).toEqual(["stays"]);
});

it("is allowed to the author and to moderators only", async () => {
  const { id } = await post(worf.browser.sdk, "mine");
  const forbidden = await catchRequestError(garek.browser.sdk.deleteActivity({ input: { activityId: id } }));
  expect([forbidden.status, forbidden.code]).toEqual([403, "FORBIDDEN"]);
  const guest = await catchRequestError(app.sdk.deleteActivity({ input: { activityId: id } }));
  expect([guest.status, guest.code]).toEqual([401, "UNAUTHENTICATED"]);
  const moderator = await becomeModerator(app, garek);
  await deletePost(moderator, id);
  expect((await worf.browser.sdk.activity({ id })).activity).toBeNull();
});

it.each(["made-up", "0193548a-7b2c-7def-8123-456789abcdef"])(
  "is NOT_FOUND for the id %s",
  async (activityId) => {
    const { deleteActivity } = await worf.browser.sdk.deleteActivity({ input: { activityId } });
    expect(problemsOf(deleteActivity)).toEqual(["NOT_FOUND activityId"]);
  },
);
