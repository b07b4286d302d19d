import { expect, it } from "vitest";
import type { Browser } from "../support/app/browser.ts";
import { signInPerson, signUpPerson } from "../support/app/builders.ts";
import { expectState, catchRequestError } from "../support/app/expectations.ts";
import { messagesOf, post } from "../support/app/feed-actions.ts";
import { startTestAppForThisTest } from "../support/app/test-app.ts";

/** Refreshes the session, as a client does when its token is refused. */
async function refresh(browser: Browser): Promise<void> {
  const { refreshSession } = await browser.sdk.refreshSession({});
  browser.useAccessToken(expectState(refreshSession, "SignedIn").session.accessToken);
}

it("a clock that jumps an hour ahead, back, and an hour behind costs a refresh: sessions stay, revoked ones stay revoked, new posts are on top, and posts expire by it", async () => {
  const app = await startTestAppForThisTest();
  const other = await app.startNode();
  const person = await signUpPerson(app);
  const { browser } = person;
  const read = async (): Promise<string[]> => messagesOf((await browser.sdk.homeFeed({})).homeFeed);
  const ended = await signInPerson(app, person);
  await post(browser.sdk, "for an hour", { expiresIn: "ONE_HOUR" });
  await post(browser.sdk, "before");
  await ended.browser.sdk.signOut();

  app.advance({ hours: 1 });
  expect((await catchRequestError(browser.sdk.homeFeed({}))).reason).toBe("TOKEN_EXPIRED");
  await refresh(browser);
  await post(browser.sdk, "ahead");
  expect(await read()).toEqual(["ahead", "before"]);

  app.advance({ hours: -1 });
  // For a node that has not cached it, the token is issued in the future.
  const there = other.browser();
  there.useAccessToken(browser.accessToken());
  expect((await catchRequestError(there.sdk.viewer())).reason).toBe("TOKEN_INVALID");
  await refresh(browser);
  there.useAccessToken(browser.accessToken());
  expect((await there.sdk.viewer()).viewer?.handle).toBe(person.handle);
  await post(browser.sdk, "back");
  expect(await read()).toEqual(["back", "ahead", "before", "for an hour"]);

  // The library that verifies tokens uses the machine's clock, which is now an hour ahead of the pool's.
  app.advance({ hours: -1 });
  const unverified = await catchRequestError(browser.sdk.refreshSession({}));
  expect([unverified.status, unverified.code]).toEqual([503, "AUTH_UNAVAILABLE"]);
  await post(browser.sdk, "behind");
  expect(await read()).toEqual(["behind", "back", "ahead", "before", "for an hour"]);
  for (const node of [app, other]) {
    const stranger = node.browser();
    stranger.useAccessToken(ended.accessToken);
    expect((await catchRequestError(stranger.sdk.viewer())).reason).toBe("TOKEN_INVALID");
  }

  // The clock is right again, and sign-outs take effect at once.
  app.advance({ hours: 1 });
  for (const node of [app, other]) {
    const again = await signInPerson(node, person);
    expect((await again.browser.sdk.viewer()).viewer?.handle).toBe(person.handle);
    await again.browser.sdk.signOut();
    expect((await catchRequestError(again.browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
  }
});
