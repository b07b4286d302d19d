import { describe, expect, test } from "vitest";
import { unauthenticated, unavailable } from "../test/simulated-api.ts";
import type { ApiResponse } from "../test/simulated-api.ts";
import { createSimulatedBrowser } from "../test/simulated-browser.ts";
import type { SessionSdk } from "../sdk.ts";

const MINUTE_MS = 60_000;
const LIFETIME_MS = 15 * MINUTE_MS;

function signIn(tab: SessionSdk, person: string) {
  return tab.signIn({ input: { identifier: person, password: "today is a good day" } });
}

async function signedInTab(person = "ada") {
  const browser = createSimulatedBrowser();
  const tab = browser.openTab();
  await signIn(tab, person);
  return { browser, tab };
}

async function viewerOf(tab: SessionSdk): Promise<string | undefined> {
  return (await tab.viewer()).viewer?.id;
}

/** Lets the API handle an operation, and delays its response until `release` is called. */
function hold(browser: ReturnType<typeof createSimulatedBrowser>, operationName: string) {
  const [arrived, released] = [createSignal(), createSignal()];
  browser.respondWith(async (request) => {
    const response = browser.api.respond(request);
    if (request.operationName !== operationName) return response;
    arrived.resolve();
    await released.promise;
    return response;
  });
  return { arrived: arrived.promise, release: released.resolve };
}

function createSignal(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((resolvePromise) => {
    resolve = resolvePromise;
  });
  return { promise, resolve };
}

function offline(): ApiResponse {
  throw new TypeError("Failed to fetch");
}

describe("initially", () => {
  test("the cookie's session is requested once, before the first request is sent", async () => {
    const { browser } = await signedInTab();
    const tab = browser.openTab();
    expect(tab.session.state()).toEqual({ status: "starting" });
    expect(await Promise.all([viewerOf(tab), viewerOf(tab)])).toEqual(["ada", "ada"]);
    expect(browser.count("RefreshSession")).toBe(1);
    expect(tab.session.state()).toMatchObject({ status: "signedIn", viewer: { handle: "ada" } });
  });

  test("`accessToken` returns a token for headers, renewed first when necessary", async () => {
    const { browser, tab } = await signedInTab();
    const first = await tab.session.accessToken();
    expect(await tab.session.accessToken()).toBe(first);
    browser.advance(LIFETIME_MS);
    const second = await tab.session.accessToken();
    expect([typeof second, second === first]).toEqual(["string", false]);
    expect(await browser.openTab().session.accessToken()).toEqual(expect.any(String));

    await tab.session.signOut();
    expect(await tab.session.accessToken()).toBeUndefined();
  });

  test("without a session the state is guest, and no session has ended", async () => {
    const tab = createSimulatedBrowser().openTab();
    await tab.session.refresh();
    expect(tab.session.state()).toEqual({ status: "guest", ended: false });
    expect(await viewerOf(tab)).toBeUndefined();
  });

  test("an unreachable API does not make a guest, and can be retried", async () => {
    const { browser } = await signedInTab();
    const tab = browser.openTab();
    browser.respondWith(offline);
    await tab.session.refresh();
    expect(tab.session.state()).toEqual({ status: "unreachable" });
    await expect(tab.viewer()).rejects.toMatchObject({ operation: "RefreshSession", status: undefined });

    browser.restoreApi();
    const again = tab.session.refresh();
    expect(tab.session.state()).toEqual({ status: "starting" });
    await again;
    expect(tab.session.state().status).toBe("signedIn");
  });

  test("while the identity is unknown, no request is sent as a guest", async () => {
    const { browser } = await signedInTab();
    const tab = browser.openTab();
    browser.respondWith(unavailable);
    await expect(tab.viewer()).rejects.toMatchObject({ code: "AUTH_UNAVAILABLE", status: 503 });
    expect(browser.count("Viewer")).toBe(0);
  });
});

describe("an access token", () => {
  test("is renewed once in its last half minute, by any number of concurrent calls", async () => {
    const { browser, tab } = await signedInTab();
    browser.advance(LIFETIME_MS - 30_001);
    await viewerOf(tab);
    expect(browser.count("RefreshSession")).toBe(0);
    browser.advance(1);
    await Promise.all([viewerOf(tab), viewerOf(tab), viewerOf(tab)]);
    expect(browser.count("RefreshSession")).toBe(1);
    expect(browser.count("Viewer")).toBe(4);
  });

  test("is renewed once, and the requests are retried once, when the API reports that it has expired", async () => {
    const { browser, tab } = await signedInTab();
    browser.advance(LIFETIME_MS + 1);
    browser.setClockError(-LIFETIME_MS);
    expect(await Promise.all([viewerOf(tab), viewerOf(tab), viewerOf(tab)])).toEqual(["ada", "ada", "ada"]);
    expect(browser.count("RefreshSession")).toBe(1);
    expect(browser.count("Viewer")).toBe(6);
  });

  test("that another request has renewed meanwhile is used, without another renewal", async () => {
    const { browser, tab } = await signedInTab();
    browser.advance(LIFETIME_MS + 1);
    browser.setClockError(-LIFETIME_MS);
    const { arrived, release } = hold(browser, "Viewer");
    const late = viewerOf(tab);
    await arrived;
    browser.restoreApi();
    await viewerOf(tab);
    release();
    expect(await late).toBe("ada");
    expect(browser.count("RefreshSession")).toBe(1);
  });

  test.each([
    ["an hour slow", -60 * MINUTE_MS],
    ["an hour fast", 60 * MINUTE_MS],
    ["as fast as the token lives", LIFETIME_MS - 31_000],
  ])("is not renewed too often with a device clock that is %s", async (_, error) => {
    const browser = createSimulatedBrowser();
    browser.setClockError(error);
    const tab = browser.openTab();
    await signIn(tab, "ada");
    for (let minute = 0; minute < 60; minute++) {
      expect(await viewerOf(tab)).toBe("ada");
      browser.advance(MINUTE_MS);
    }
    expect(browser.count("RefreshSession")).toBeLessThanOrEqual(4);
  });

  test("that the API always reports as expired is tried only twice", async () => {
    const { browser, tab } = await signedInTab();
    browser.respondWith((request) =>
      request.operationName === "Viewer" ? unauthenticated("TOKEN_EXPIRED") : browser.api.respond(request),
    );
    await expect(tab.viewer()).rejects.toMatchObject({ code: "UNAUTHENTICATED", reason: "TOKEN_EXPIRED" });
    expect(browser.count("Viewer")).toBe(2);
    expect(browser.count("RefreshSession")).toBe(1);
  });

  test.each<[string, () => ApiResponse]>([
    ["TOKEN_INVALID", () => unauthenticated("TOKEN_INVALID")],
    ["AUTH_UNAVAILABLE", unavailable],
    ["no response", offline],
  ])("is not retried after %s", async (_, respond) => {
    const { browser, tab } = await signedInTab();
    browser.respondWith((request) =>
      request.operationName === "Viewer" ? respond() : browser.api.respond(request),
    );
    for (let i = 0; i < 5; i++) await expect(tab.viewer()).rejects.toMatchObject({ operation: "Viewer" });
    expect(browser.count("Viewer")).toBe(5);
    expect(browser.count("RefreshSession")).toBeLessThanOrEqual(1);
    expect(tab.session.state().status).toBe("signedIn");
  });

  test("of the caller is sent unchanged", async () => {
    const { browser, tab } = await signedInTab();
    const call = tab.viewer({}, { headers: { Authorization: "Bearer mine" } });
    await expect(call).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
    expect(browser.requests.at(-1)?.authorization).toBe("Bearer mine");
    expect(browser.count("RefreshSession")).toBe(0);
  });
});

describe("a request", () => {
  test("in the form of a Request object is retried with its body", async () => {
    const { browser, tab } = await signedInTab();
    browser.advance(LIFETIME_MS + 1);
    browser.setClockError(-LIFETIME_MS);
    const body = JSON.stringify({ operationName: "Viewer" });
    const response = await tab.session.fetch(
      new Request("https://cruddur.test/graphql", { method: "POST", body }),
    );
    expect(await response.json()).toMatchObject({ data: { viewer: { id: "ada" } } });
    expect(browser.count("Viewer")).toBe(2);
  });

  test("that is aborted does not wait for a renewal, and is not sent", async () => {
    const { browser, tab } = await signedInTab();
    browser.advance(LIFETIME_MS);
    const { arrived, release } = hold(browser, "RefreshSession");
    const abort = new AbortController();
    const call = tab.viewer({}, { signal: abort.signal });
    await arrived;
    const reason = new Error("no longer needed");
    abort.abort(reason);
    await expect(call).rejects.toBe(reason);
    release();
    await tab.session.refresh();
    await viewerOf(tab);
    expect(browser.count("Viewer")).toBe(1);
  });
});

describe("a renewal", () => {
  test.each<[string, () => ApiResponse]>([
    ["no response", offline],
    ["AUTH_UNAVAILABLE", unavailable],
    ["RATE_LIMITED", () => rejectedRefresh("RATE_LIMITED")],
  ])("that fails with %s keeps the session", async (_, respond) => {
    const { browser, tab } = await signedInTab();
    browser.advance(LIFETIME_MS - 1);
    browser.respondWith((request) =>
      request.operationName === "RefreshSession" ? respond() : browser.api.respond(request),
    );
    expect(await viewerOf(tab)).toBe("ada");
    browser.advance(2);
    await expect(tab.viewer()).rejects.toMatchObject({ reason: "TOKEN_EXPIRED" });
    expect(browser.count("RefreshSession")).toBe(2);
    expect(tab.session.state().status).toBe("signedIn");
    browser.restoreApi();
    expect(await viewerOf(tab)).toBe("ada");
  });

  test("that finds the session ended makes a guest with `ended`, and the request is not sent", async () => {
    const { browser, tab } = await signedInTab();
    browser.api.endSessions();
    browser.advance(LIFETIME_MS);
    await expect(tab.viewer()).rejects.toMatchObject({ code: "UNAUTHENTICATED", reason: "SESSION_ENDED" });
    expect(browser.count("Viewer")).toBe(0);
    expect(tab.session.state()).toEqual({ status: "guest", ended: true });
    expect(await viewerOf(tab)).toBeUndefined();
  });

  test("finds out that the session has ended after a token was refused", async () => {
    const { browser, tab } = await signedInTab();
    browser.api.endSessions();
    await expect(tab.viewer()).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
    expect(tab.session.state()).toEqual({ status: "guest", ended: true });
  });

  test("of the same viewer does not notify listeners", async () => {
    const { tab } = await signedInTab();
    let changes = 0;
    const stop = tab.session.subscribe(() => changes++);
    await tab.session.refresh();
    expect(changes).toBe(0);
    await tab.session.signOut();
    expect(changes).toBe(1);
    stop();
    await signIn(tab, "ada");
    expect(changes).toBe(1);
  });
});

describe("in several tabs", () => {
  async function twoTabs(person = "ada") {
    const { browser, tab: here } = await signedInTab(person);
    const there = browser.openTab();
    await there.session.refresh();
    return { browser, here, there };
  }

  test("a sign-in notifies the others, which request their own tokens", async () => {
    const browser = createSimulatedBrowser();
    const [here, there] = [browser.openTab(), browser.openTab()];
    await there.session.refresh();
    await signIn(here, "ada");
    await expect.poll(() => there.session.state()).toMatchObject({ viewer: { handle: "ada" } });
    await Promise.all([viewerOf(here), viewerOf(there)]);
    const [a, b] = browser.requests.slice(-2);
    expect(a?.authorization).not.toBe(b?.authorization);
  });

  test("tokens are renewed one after the other", async () => {
    const { browser, here, there } = await twoTabs();
    browser.advance(LIFETIME_MS);
    await Promise.all([viewerOf(here), viewerOf(there), viewerOf(here), viewerOf(there)]);
    expect(browser.count("RefreshSession")).toBe(3);
    expect(browser.maxConcurrentRefreshes()).toBe(1);
  });

  test("the sign-in of another person replaces the viewer, and nothing is sent as the previous one", async () => {
    const { browser, here, there } = await twoTabs("ada");
    const asAda = there.session.fetchAs("ada");
    await signIn(here, "worf");
    await expect.poll(() => there.session.state()).toMatchObject({ viewer: { handle: "worf" } });
    const sent = browser.requests.length;
    expect((await asAda("https://cruddur.test/graphql", { method: "POST", body: "{}" })).status).toBe(401);
    expect(browser.requests).toHaveLength(sent);
    expect(await viewerOf(there)).toBe("worf");
  });

  test("a call that is overtaken by another person's sign-in is not sent as that person", async () => {
    const { browser, here, there } = await twoTabs("ada");
    browser.advance(LIFETIME_MS);
    const { arrived, release } = hold(browser, "SignIn");
    const signedIn = signIn(here, "worf");
    await arrived;
    const call = there.viewer();
    release();
    await signedIn;
    await expect(call).rejects.toMatchObject({ code: "UNAUTHENTICATED", reason: "SESSION_ENDED" });
    expect(browser.count("Viewer")).toBe(0);
  });

  test("a call whose token has expired while the same person signs in elsewhere is retried", async () => {
    const { browser, here, there } = await twoTabs("ada");
    browser.advance(LIFETIME_MS + 1);
    browser.setClockError(-LIFETIME_MS);
    const { arrived, release } = hold(browser, "Viewer");
    const call = viewerOf(there);
    await arrived;
    const renewal = hold(browser, "RefreshSession");
    await signIn(here, "ada");
    await renewal.arrived;
    release();
    renewal.release();
    expect(await call).toBe("ada");
  });

  test("a tab that cannot follow a sign-in has no viewer until it can", async () => {
    const { browser, here, there } = await twoTabs("ada");
    await signIn(here, "worf");
    browser.respondWith(offline);
    await expect.poll(() => there.session.state()).toEqual({ status: "unreachable" });
    await expect(there.viewer()).rejects.toMatchObject({ operation: "RefreshSession" });
    browser.restoreApi();
    expect(await viewerOf(there)).toBe("worf");
  });

  test("a guest's tab that cannot follow a sign-in is unreachable", async () => {
    const browser = createSimulatedBrowser();
    const [here, there] = [browser.openTab(), browser.openTab()];
    await there.session.refresh();
    await signIn(here, "ada");
    browser.respondWith(offline);
    await expect.poll(() => there.session.state()).toEqual({ status: "unreachable" });
  });

  test("signing out ends the session at the API and in every tab", async () => {
    const { browser, here, there } = await twoTabs();
    await here.session.signOut();
    expect(here.session.state()).toEqual({ status: "guest", ended: false });
    await expect.poll(() => there.session.state()).toEqual({ status: "guest", ended: false });
    expect(browser.api.personOf(browser.cookie())).toBeUndefined();
  });

  test("a tab that cannot check a sign-out has no viewer until it can", async () => {
    const { browser, here, there } = await twoTabs();
    const states: string[] = [];
    there.session.subscribe(() => states.push(there.session.state().status));
    const signedOut = here.session.signOut();
    browser.respondWith((request) =>
      request.operationName === "SignOut" ? browser.api.respond(request) : offline(),
    );
    await signedOut;
    await expect.poll(() => states).toEqual(["guest", "unreachable"]);
    browser.restoreApi();
    expect(await viewerOf(there)).toBeUndefined();
    expect(there.session.state()).toEqual({ status: "guest", ended: false });
  });

  test("the end of a session is announced to the other tabs, with `ended`", async () => {
    const { browser, here, there } = await twoTabs();
    browser.api.endSessions();
    await expect(here.viewer()).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
    await expect.poll(() => there.session.state()).toEqual({ status: "guest", ended: true });
  });

  test("a sign-in waits for a running renewal, whose cookie would arrive later", async () => {
    const browser = createSimulatedBrowser();
    const [here, there] = [browser.openTab(), browser.openTab()];
    const { arrived, release } = hold(browser, "RefreshSession");
    const refreshed = there.session.refresh();
    await arrived;
    const signedIn = signIn(here, "ada");
    release();
    await Promise.all([refreshed, signedIn]);
    expect(browser.api.personOf(browser.cookie())).toBe("ada");
    await expect.poll(() => there.session.state()).toMatchObject({ viewer: { handle: "ada" } });
  });
});

describe("a late response", () => {
  test("to a renewal from before a sign-out in another tab does not sign in again", async () => {
    const browser = createSimulatedBrowser({ locks: false });
    const [here, there] = [browser.openTab(), browser.openTab()];
    await signIn(here, "ada");
    await expect.poll(() => there.session.state().status).toBe("signedIn");
    const states: string[] = [];
    there.session.subscribe(() => states.push(there.session.state().status));
    const { arrived, release } = hold(browser, "RefreshSession");
    const renewed = there.session.refresh();
    await arrived;
    await here.session.signOut();
    await expect.poll(() => there.session.state().status).toBe("guest");
    release();
    await renewed;
    expect(states).toEqual(["guest"]);
  });

  test("to a guest's renewal from before a sign-in does not sign out", async () => {
    const { browser, tab: elsewhere } = await signedInTab();
    const { signIn: won } = await signIn(elsewhere, "ada");
    await elsewhere.session.signOut();
    const tab = browser.openTab();
    const { arrived, release } = hold(browser, "RefreshSession");
    const refreshed = tab.session.refresh();
    await arrived;
    if (won.__typename === "SignedIn") await tab.session.signedIn(won.session);
    release();
    await refreshed;
    expect(tab.session.state().status).toBe("signedIn");
  });
});

describe("signing out", () => {
  test("with an unreachable API keeps the session", async () => {
    const { browser, tab } = await signedInTab();
    browser.respondWith(offline);
    await expect(tab.session.signOut()).rejects.toMatchObject({ operation: "SignOut" });
    expect(tab.session.state().status).toBe("signedIn");
  });

  test("sends nothing as the person until the API has answered, and goes on where it does not", async () => {
    const { browser, tab } = await signedInTab();
    const { arrived, release } = hold(browser, "SignOut");
    const signedOut = tab.session.signOut();
    await arrived;
    await expect(viewerOf(tab)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(browser.count("Viewer")).toBe(0);
    release();
    await signedOut;

    await signIn(tab, "ada");
    browser.respondWith(offline);
    await expect(tab.session.signOut()).rejects.toMatchObject({ operation: "SignOut" });
    browser.respondWith((request) => browser.api.respond(request));
    expect(await viewerOf(tab)).toBe("ada");
  });

  test("waits for a running renewal, and ends the session that it returned", async () => {
    const { browser, tab } = await signedInTab();
    const { arrived, release } = hold(browser, "RefreshSession");
    const renewed = tab.session.refresh();
    await arrived;
    const signedOut = tab.session.signOut();
    release();
    await Promise.all([renewed, signedOut]);
    expect(tab.session.state()).toEqual({ status: "guest", ended: false });
    expect(browser.api.personOf(browser.cookie())).toBeUndefined();
    expect(browser.requests.map(({ operationName }) => operationName)).toEqual([
      "SignIn",
      "RefreshSession",
      "SignOut",
    ]);
  });
});

function rejectedRefresh(code: string): ApiResponse {
  const problems = [{ code, message: "No", field: null }];
  return { status: 200, body: { data: { refreshSession: { __typename: "Rejected", problems } } } };
}
