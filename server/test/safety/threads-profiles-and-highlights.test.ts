import { afterAll, beforeAll, expect, it } from "vitest";
import type { Sdk } from "../../../client/sdk/sdk.ts";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { messagesOf, post, reply } from "../support/app/feed-actions.ts";
import { block, mute, unblock, unmute } from "../support/app/safety-actions.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let worf: Person;
let garek: Person;
let odo: Person;
beforeAll(async () => {
  app = await startTestApp();
  [worf, garek, odo] = [await signUpPerson(app), await signUpPerson(app), await signUpPerson(app)];
});
afterAll(() => app.stop());

const idOf = async ({ browser }: Person): Promise<string> =>
  (await browser.sdk.viewerActivities({})).viewer?.id ?? "";

it("hide people whom a block separates, and in lists those who are muted", async () => {
  const top = await post(odo.browser.sdk, "the top", { expiresIn: "THIRTY_DAYS" });
  const theirs = await reply(garek.browser.sdk, top.id, "theirs");
  const own = await reply(worf.browser.sdk, theirs.id, "own");
  const below = await reply(odo.browser.sdk, own.id, "below");
  const busy = await post(garek.browser.sdk, "of the other", { expiresIn: "ONE_HOUR" });
  await reply(odo.browser.sdk, busy.id, "makes it the most replied");

  const seen = async (sdk: Sdk, { handle }: Person) => {
    const { activity } = await sdk.thread({ id: below.id });
    const { user } = await sdk.profile({ handle });
    const replies = (await sdk.userReplies({ handle })).user?.replies;
    const { endingSoon, mostReplied, recentAuthors } = await sdk.highlights({});
    const suggested = await sdk.mentionSuggestions({ prefix: handle });
    return {
      ancestors: activity?.ancestors.map(({ message }) => message),
      counts: user && [user.postsCount, user.repliesCount],
      replies: replies && messagesOf(replies),
      ending: endingSoon.map(({ message }) => message),
      replied: mostReplied.map(({ message }) => message),
      authors: recentAuthors.map((author) => author.handle === handle),
      suggested: suggested.mentionSuggestions.length,
    };
  };
  const garekId = await idOf(garek);
  const open = {
    ancestors: ["the top", "theirs", "own"],
    counts: [1, 1],
    replies: ["theirs"],
    ending: ["of the other", "the top"],
    replied: ["of the other", "the top"],
    authors: [true, false],
    suggested: 1,
  };
  const { sdk } = worf.browser;
  expect(await seen(sdk, garek)).toEqual(open);

  await mute(sdk, garekId);
  const withoutTheirs = { ending: ["the top"], replied: ["the top"], authors: [false] };
  expect(await seen(sdk, garek)).toEqual({ ...open, ...withoutTheirs });
  await unmute(sdk, garekId);

  await block(sdk, garekId);
  const hidden = { ...withoutTheirs, ancestors: ["the top", "own"], suggested: 0 };
  expect(await seen(sdk, garek)).toEqual({ ...open, ...hidden, counts: [0, 0], replies: [] });
  const ofBlocked = await seen(garek.browser.sdk, worf);
  expect(ofBlocked).toMatchObject({ ancestors: ["the top", "theirs"], counts: null, suggested: 0 });
  expect(ofBlocked.replies).toBeUndefined();
  expect(await seen(odo.browser.sdk, garek)).toEqual(open);

  await unblock(sdk, garekId);
  expect(await seen(sdk, garek)).toEqual(open);
});
