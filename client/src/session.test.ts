import { expect, test } from "vitest";
import type { SessionFieldsFragment } from "../generated/types.ts";
import { createSession } from "./session.ts";
import type { SessionApi } from "./session.ts";
import type { TabChannel, TabEvent } from "./tab-channel.ts";

const START = Date.parse("2026-11-23T12:00:00Z");
const LIFETIME_MS = 15 * 60_000;

type RefreshAnswer = SessionFieldsFragment | undefined;

const noSession = (): Promise<RefreshAnswer> => Promise.resolve(undefined);
const signedOut = (): Promise<void> => Promise.resolve();

/** Tabs of one browser against one API, whose answers the test gives. */
function createBrowser() {
  let now = START;
  let tokens = 0;
  let refreshes = 0;
  let answerRefresh = noSession;
  let answerSignOut = signedOut;
  const signOuts: (string | undefined)[] = [];
  const listeners: ((event: TabEvent) => void)[] = [];

  const api: SessionApi = {
    refresh() {
      refreshes++;
      return answerRefresh();
    },
    signOut(accessToken) {
      signOuts.push(accessToken);
      return answerSignOut();
    },
  };

  return {
    signOuts,
    refreshCount: () => refreshes,
    advance: (ms: number) => {
      now += ms;
    },
    onRefresh: (answer: typeof answerRefresh) => {
      answerRefresh = answer;
    },
    onSignOut: (answer: typeof answerSignOut) => {
      answerSignOut = answer;
    },
    sessionOf: (handle: string, expiresAt = now + LIFETIME_MS): SessionFieldsFragment => ({
      accessToken: `token-${++tokens}`,
      expiresAt: new Date(expiresAt).toISOString(),
      refreshToken: null,
      viewer: {
        id: handle,
        handle,
        name: handle,
        email: `${handle}@example.com`,
        emailVerified: true,
        bio: null,
        groups: [],
      },
    }),
    openTab: () => {
      const own: ((event: TabEvent) => void)[] = [];
      const channel: TabChannel = {
        announce: (event) => {
          for (const listener of listeners) if (!own.includes(listener)) listener(event);
        },
        listen: (listener) => {
          own.push(listener);
          listeners.push(listener);
        },
      };
      return createSession({ api, now: () => now, channel, exclusively: (work) => work() });
    },
  };
}

/** An answer that the test holds back. */
function heldAnswer(): { promise: Promise<RefreshAnswer>; give: (answer: RefreshAnswer) => void } {
  const resolvers: ((answer: RefreshAnswer) => void)[] = [];
  const promise = new Promise<RefreshAnswer>((resolve) => {
    resolvers.push(resolve);
  });
  return { promise, give: (answer) => resolvers.forEach((resolve) => resolve(answer)) };
}

test("at the start it asks once whether the cookie holds a session", async () => {
  const browser = createBrowser();
  const tab = browser.openTab();
  expect(tab.state()).toEqual({ status: "starting" });

  browser.onRefresh(() => Promise.resolve(browser.sessionOf("ada")));
  await tab.refresh();

  expect(tab.state()).toMatchObject({ status: "signedIn", viewer: { handle: "ada" } });
  expect(tab.accessToken("ada")).toBe("token-1");
  expect(browser.refreshCount()).toBe(1);
});

test("without a session it is a guest, whose session has not ended", async () => {
  const tab = createBrowser().openTab();
  await tab.refresh();
  expect(tab.state()).toEqual({ status: "guest", ended: false });
});

test("an API out of reach at the start does not make a guest, and can be asked again", async () => {
  const browser = createBrowser();
  const tab = browser.openTab();
  browser.onRefresh(() => Promise.reject(new Error("offline")));
  await tab.refresh();
  expect(tab.state()).toEqual({ status: "unreachable" });

  browser.onRefresh(() => Promise.resolve(browser.sessionOf("ada")));
  const again = tab.refresh();
  expect(tab.state()).toEqual({ status: "starting" });
  await again;
  expect(tab.state().status).toBe("signedIn");
});

test("an API out of reach later leaves the person signed in", async () => {
  const browser = createBrowser();
  const tab = browser.openTab();
  tab.signedIn(browser.sessionOf("ada"));
  browser.onRefresh(() => Promise.reject(new Error("offline")));
  await tab.refresh();
  expect(tab.state().status).toBe("signedIn");
});

test("refreshes at the same time share one request", async () => {
  const browser = createBrowser();
  const tab = browser.openTab();
  await Promise.all([tab.refresh(), tab.refresh()]);
  expect(browser.refreshCount()).toBe(1);
});

test("a session that the API has ended makes a guest who is told so", async () => {
  const browser = createBrowser();
  const tab = browser.openTab();
  tab.signedIn(browser.sessionOf("ada"));
  await tab.refresh();
  expect(tab.state()).toEqual({ status: "guest", ended: true });
  expect(tab.accessToken("ada")).toBeUndefined();
});

test("the token is given for the person it belongs to alone", () => {
  const browser = createBrowser();
  const tab = browser.openTab();
  tab.signedIn(browser.sessionOf("ada"));
  expect(tab.accessToken("worf")).toBeUndefined();
});

test("it is expiring in the last half minute", () => {
  const browser = createBrowser();
  const tab = browser.openTab();
  tab.signedIn(browser.sessionOf("ada"));
  browser.advance(LIFETIME_MS - 30_001);
  expect(tab.isExpiring()).toBe(false);
  browser.advance(1);
  expect(tab.isExpiring()).toBe(true);
});

test("with a clock that runs ahead a new token is trusted for a minute", () => {
  const browser = createBrowser();
  const tab = browser.openTab();
  tab.signedIn(browser.sessionOf("ada", START - 3_600_000));
  expect(tab.isExpiring()).toBe(false);
  browser.advance(60_000);
  expect(tab.isExpiring()).toBe(true);
});

test("a renewed token of the same person changes no state, so nothing renders again", async () => {
  const browser = createBrowser();
  const tab = browser.openTab();
  tab.signedIn(browser.sessionOf("ada"));
  const before = tab.state();
  browser.onRefresh(() => Promise.resolve(browser.sessionOf("ada")));
  await tab.refresh();
  expect(tab.state()).toBe(before);
  expect(tab.accessToken("ada")).toBe("token-2");
});

test("signing in tells the other tabs, which ask for a session of their own", async () => {
  const browser = createBrowser();
  const [here, there] = [browser.openTab(), browser.openTab()];
  browser.onRefresh(() => Promise.resolve(browser.sessionOf("ada")));
  here.signedIn(browser.sessionOf("ada"));
  await expect.poll(() => there.state()).toMatchObject({ status: "signedIn", viewer: { handle: "ada" } });
  expect(there.accessToken("ada")).toBe("token-2");
  expect(here.accessToken("ada")).toBe("token-1");
});

test("another person who signs in elsewhere takes over this tab", async () => {
  const browser = createBrowser();
  const [here, there] = [browser.openTab(), browser.openTab()];
  browser.onRefresh(() => Promise.resolve(browser.sessionOf("worf")));
  there.signedIn(browser.sessionOf("ada"));
  here.signedIn(browser.sessionOf("worf"));
  await expect.poll(() => there.state()).toMatchObject({ viewer: { handle: "worf" } });
  expect(there.accessToken("ada")).toBeUndefined();
});

test("a sign-in elsewhere that this tab cannot follow leaves nobody signed in here, until it can", async () => {
  const browser = createBrowser();
  const [here, there] = [browser.openTab(), browser.openTab()];
  browser.onRefresh(() => Promise.resolve(browser.sessionOf("ada")));
  await there.refresh();

  browser.onRefresh(() => Promise.reject(new Error("offline")));
  here.signedIn(browser.sessionOf("worf"));
  expect(there.accessToken("ada")).toBeUndefined();
  expect(there.isExpiring()).toBe(true);
  await expect.poll(() => there.state()).toEqual({ status: "unreachable" });

  browser.onRefresh(() => Promise.resolve(browser.sessionOf("worf")));
  await there.refresh();
  expect(there.state()).toMatchObject({ status: "signedIn", viewer: { handle: "worf" } });
});

test("a guest's tab that cannot follow a sign-in elsewhere says so", async () => {
  const browser = createBrowser();
  const [here, there] = [browser.openTab(), browser.openTab()];
  await there.refresh();
  browser.onRefresh(() => Promise.reject(new Error("offline")));
  here.signedIn(browser.sessionOf("ada"));
  await expect.poll(() => there.state()).toEqual({ status: "unreachable" });
});

test("signing out ends the session at the API and in every tab", async () => {
  const browser = createBrowser();
  const [here, there] = [browser.openTab(), browser.openTab()];
  browser.onRefresh(() => Promise.resolve(browser.sessionOf("ada")));
  await here.refresh();
  await there.refresh();

  await here.signOut();

  expect(browser.signOuts).toEqual(["token-1"]);
  expect(here.state()).toEqual({ status: "guest", ended: false });
  expect(there.state()).toEqual({ status: "guest", ended: false });
});

test("signing out that the API does not hear of leaves the person signed in", async () => {
  const browser = createBrowser();
  const tab = browser.openTab();
  tab.signedIn(browser.sessionOf("ada"));
  browser.onSignOut(() => Promise.reject(new Error("offline")));
  await expect(tab.signOut()).rejects.toThrow("offline");
  expect(tab.state().status).toBe("signedIn");
});

test("signing out lets a renewal under way come to its end, and needs no other", async () => {
  const browser = createBrowser();
  const tab = browser.openTab();
  tab.signedIn(browser.sessionOf("ada"));
  const renewed = heldAnswer();
  browser.onRefresh(() => renewed.promise);
  void tab.refresh();
  const ended = tab.signOut();
  expect(browser.signOuts).toEqual([]);
  renewed.give(browser.sessionOf("ada"));
  await ended;
  expect(browser.signOuts).toEqual(["token-2"]);
  expect(browser.refreshCount()).toBe(1);
  expect(tab.state().status).toBe("guest");
});

test("the answer to a refresh from before a sign-out does not sign in again", async () => {
  const browser = createBrowser();
  const [here, there] = [browser.openTab(), browser.openTab()];
  here.signedIn(browser.sessionOf("ada"));
  const late = heldAnswer();
  browser.onRefresh(() => late.promise);
  const refreshed = there.refresh();
  await here.signOut();
  late.give(browser.sessionOf("ada"));
  await refreshed;
  expect(there.state().status).toBe("guest");
});

test("the guest's answer to a refresh from before a sign-in does not sign out", async () => {
  const browser = createBrowser();
  const tab = browser.openTab();
  const late = heldAnswer();
  browser.onRefresh(() => late.promise);
  const refreshed = tab.refresh();
  tab.signedIn(browser.sessionOf("ada"));
  late.give(undefined);
  await refreshed;
  expect(tab.state().status).toBe("signedIn");
});
