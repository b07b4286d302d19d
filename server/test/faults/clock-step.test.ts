import { expect, it } from "vitest";
import type { Browser } from "../support/app/browser.ts";
import { signInPerson, signUpPerson } from "../support/app/builders.ts";
import { expectState, catchRequestError } from "../support/app/expectations.ts";
import { messagesOf, post } from "../support/app/feed-actions.ts";
import { startTestAppForThisTest } from "../support/app/test-app.ts";

/** What a client does with a token that is refused. */
async function refresh(browser: Browser): Promise<void> {
  const { refreshSession } = await browser.sdk.refreshSession({});
  browser.useAccessToken(expectState(refreshSession, "SignedIn").session.accessToken);
}

it("a clock that goes an hour ahead, back, and an hour behind costs a refresh: sessions stay, ended ones stay ended, new posts are on top, limited ones end by it", async () => {
  const app = await startTestAppForThisTest();
  const other = await app.startNode();
  const person = await signUpPerson(app);
  const { browser } = person;
  const read = async (): Promise<string[]> => messagesOf((await browser.sdk.homeFeed({})).homeFeed);
  const ended = await signInPerson(app, person);
  await post(browser.sdk, "of an hour", { expiresIn: "ONE_HOUR" });
  await post(browser.sdk, "before");
  await ended.browser.sdk.signOut();

  app.advance({ hours: 1 });
  expect((await catchRequestError(browser.sdk.homeFeed({}))).reason).toBe("TOKEN_EXPIRED");
  await refresh(browser);
  await post(browser.sdk, "ahead");
  expect(await read()).toEqual(["ahead", "before"]);

  app.advance({ hours: -1 });
  // A node that has not seen the token finds that it comes from the future.
  const there = other.browser();
  there.useAccessToken(browser.accessToken());
  expect((await catchRequestError(there.sdk.viewer())).reason).toBe("TOKEN_INVALID");
  await refresh(browser);
  there.useAccessToken(browser.accessToken());
  expect((await there.sdk.viewer()).viewer?.handle).toBe(person.handle);
  await post(browser.sdk, "back");
  expect(await read()).toEqual(["back", "ahead", "before", "of an hour"]);

  // The library that verifies tokens has the machine's clock, which now is an hour ahead of the pool's.
  app.advance({ hours: -1 });
  const unverified = await catchRequestError(browser.sdk.refreshSession({}));
  expect([unverified.status, unverified.code]).toEqual([503, "AUTH_UNAVAILABLE"]);
  await post(browser.sdk, "behind");
  expect(await read()).toEqual(["behind", "back", "ahead", "before", "of an hour"]);
  for (const node of [app, other]) {
    const stranger = node.browser();
    stranger.useAccessToken(ended.accessToken);
    expect((await catchRequestError(stranger.sdk.viewer())).reason).toBe("TOKEN_INVALID");
  }

  // All is well again, and ends bite at once.
  app.advance({ hours: 1 });
  for (const node of [app, other]) {
    const again = await signInPerson(node, person);
    expect((await again.browser.sdk.viewer()).viewer?.handle).toBe(person.handle);
    await again.browser.sdk.signOut();
    expect((await catchRequestError(again.browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
  }
});
