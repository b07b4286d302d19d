import { afterAll, beforeAll, expect, it } from "vitest";
import { type Person, signInAgain, signUpPerson } from "../support/app/builders.ts";
import { problemsOf, catchRequestError } from "../support/app/expectations.ts";
import { like, post, reply, unlike } from "../support/app/feed-actions.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let worf: Person;
let garek: Person;
beforeAll(async () => {
  app = await startTestApp();
  [worf, garek] = [await signUpPerson(app), await signUpPerson(app)];
});
afterAll(() => app.stop());

it("counts a user's like once, and removes it once", async () => {
  const { id } = await post(worf.browser.sdk, "a post");
  const liked = { likesCount: 1, viewerHasLiked: true };
  expect(await like(garek.browser.sdk, id)).toMatchObject(liked);
  expect(await like(garek.browser.sdk, id)).toMatchObject(liked);
  expect(await like(worf.browser.sdk, id)).toMatchObject({ likesCount: 2, viewerHasLiked: true });
  const unliked = { likesCount: 1, viewerHasLiked: false };
  expect(await unlike(garek.browser.sdk, id)).toMatchObject(unliked);
  expect(await unlike(garek.browser.sdk, id)).toMatchObject(unliked);
});

it("returns viewerHasLiked for each viewer, in every list", async () => {
  const { id } = await post(worf.browser.sdk, "liked by one");
  await post(worf.browser.sdk, "liked by none");
  const under = await reply(worf.browser.sdk, id, "a reply");
  await like(garek.browser.sdk, id);
  await like(garek.browser.sdk, under.id);
  const liked = async (sdk: TestApp["sdk"]): Promise<unknown> => {
    const [feed, one, user] = [
      await sdk.homeFeed({ first: 2 }),
      await sdk.activity({ id }),
      await sdk.user({ handle: worf.handle, first: 2 }),
    ];
    return [
      feed.homeFeed.edges.map(({ node }) => node.viewerHasLiked),
      one.activity?.viewerHasLiked,
      one.activity?.replies.edges.map(({ node }) => node.viewerHasLiked),
      user.user?.activities.edges.map(({ node }) => node.viewerHasLiked),
    ];
  };
  expect(await liked(garek.browser.sdk)).toEqual([[false, true], true, [true], [false, true]]);
  const nowhere = [[false, false], false, [false], [false, false]];
  expect(await liked(worf.browser.sdk)).toEqual(nowhere);
  expect(await liked(app.sdk)).toEqual(nowhere);
});

it("is NOT_FOUND for an activity that has expired or never existed", async () => {
  const { id } = await post(worf.browser.sdk, "an hour", { expiresIn: "ONE_HOUR" });
  app.advance({ hours: 1 });
  await signInAgain(garek);
  for (const activityId of [id, "made-up", "0193548a-7b2c-7def-8123-456789abcdef"]) {
    const { likeActivity } = await garek.browser.sdk.likeActivity({ input: { activityId } });
    expect(problemsOf(likeActivity)).toEqual(["NOT_FOUND activityId"]);
    const { unlikeActivity } = await garek.browser.sdk.unlikeActivity({ input: { activityId } });
    expect(problemsOf(unlikeActivity)).toEqual(["NOT_FOUND activityId"]);
  }
});

it("requires an access token", async () => {
  const input = { activityId: "x" };
  for (const call of [() => app.sdk.likeActivity({ input }), () => app.sdk.unlikeActivity({ input })]) {
    const error = await catchRequestError(call());
    expect([error.status, error.code, error.reason]).toEqual([401, "UNAUTHENTICATED", "TOKEN_MISSING"]);
  }
});
