import { describe, expect, test } from "vitest";
import { unauthenticated, unavailable } from "../test/simulated-api.ts";
import type { ApiAnswer } from "../test/simulated-api.ts";
import { createSimulatedBrowser } from "../test/simulated-browser.ts";
import type { SessionSdk } from "../sdk.ts";

const MINUTE_MS = 60_000;
const LIFETIME_MS = 15 * MINUTE_MS;

function signIn(tab: SessionSdk, person: string) {
  return tab.signIn({ input: { email: person, password: "today is a good day" } });
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

/** Has the API act on an operation, and keeps the answer until it is released. */
function hold(browser: ReturnType<typeof createSimulatedBrowser>, operationName: string) {
  const [arrival, release] = [createGate(), createGate()];
  browser.answerBy(async (request) => {
    const answer = browser.api.answer(request);
    if (request.operationName !== operationName) return answer;
    arrival.open();
    await release.opened;
    return answer;
  });
  return { arrived: arrival.opened, release: release.open };
}

function createGate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

function offline(): ApiAnswer {
  throw new TypeError("Failed to fetch");
}

describe("at the start", () => {
  test("it asks once whether the cookie holds a session, before the first request goes out", async () => {
    const { browser } = await signedInTab();
    const tab = browser.openTab();
    expect(tab.session.state()).toEqual({ status: "starting" });
    expect(await Promise.all([viewerOf(tab), viewerOf(tab)])).toEqual(["ada", "ada"]);
    expect(browser.count("RefreshSession")).toBe(1);
    expect(tab.session.state()).toMatchObject({ status: "signedIn", viewer: { handle: "ada" } });
  });

  test("the access token is there for what takes a header, renewed first where it must be", async () => {
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

  test("without a session it is a guest, whose session has not ended", async () => {
    const tab = createSimulatedBrowser().openTab();
    await tab.session.refresh();
    expect(tab.session.state()).toEqual({ status: "guest", ended: false });
    expect(await viewerOf(tab)).toBeUndefined();
  });

  test("an API out of reach does not make a guest, and can be asked again", async () => {
    const { browser } = await signedInTab();
    const tab = browser.openTab();
    browser.answerBy(offline);
    await tab.session.refresh();
    expect(tab.session.state()).toEqual({ status: "unreachable" });
    await expect(tab.viewer()).rejects.toMatchObject({ operation: "RefreshSession", status: undefined });

    browser.answerAgain();
    const again = tab.session.refresh();
    expect(tab.session.state()).toEqual({ status: "starting" });
    await again;
    expect(tab.session.state().status).toBe("signedIn");
  });

  test("a request of nobody yet known is not sent as a guest's when the API cannot tell", async () => {
    const { browser } = await signedInTab();
    const tab = browser.openTab();
    browser.answerBy(unavailable);
    await expect(tab.viewer()).rejects.toMatchObject({ code: "AUTH_UNAVAILABLE", status: 503 });
    expect(browser.count("Viewer")).toBe(0);
  });
});

describe("an access token", () => {
  test("is renewed once in its last half minute, however many ask for it", async () => {
    const { browser, tab } = await signedInTab();
    browser.advance(LIFETIME_MS - 30_001);
    await viewerOf(tab);
    expect(browser.count("RefreshSession")).toBe(0);
    browser.advance(1);
    await Promise.all([viewerOf(tab), viewerOf(tab), viewerOf(tab)]);
    expect(browser.count("RefreshSession")).toBe(1);
    expect(browser.count("Viewer")).toBe(4);
  });

  test("is renewed once, and the requests are tried again once, when the API says that it has expired", async () => {
    const { browser, tab } = await signedInTab();
    browser.advance(LIFETIME_MS + 1);
    browser.setClockError(-LIFETIME_MS);
    expect(await Promise.all([viewerOf(tab), viewerOf(tab), viewerOf(tab)])).toEqual(["ada", "ada", "ada"]);
    expect(browser.count("RefreshSession")).toBe(1);
    expect(browser.count("Viewer")).toBe(6);
  });

  test("that another request has renewed meanwhile is used, and not renewed again", async () => {
    const { browser, tab } = await signedInTab();
    browser.advance(LIFETIME_MS + 1);
    browser.setClockError(-LIFETIME_MS);
    const { arrived, release } = hold(browser, "Viewer");
    const late = viewerOf(tab);
    await arrived;
    browser.answerAgain();
    await viewerOf(tab);
    release();
    expect(await late).toBe("ada");
    expect(browser.count("RefreshSession")).toBe(1);
  });

  test.each([
    ["an hour slow", -60 * MINUTE_MS],
    ["an hour fast", 60 * MINUTE_MS],
    ["as fast as the token lives", LIFETIME_MS - 31_000],
  ])("is not renewed all the time by a clock that is %s", async (_, error) => {
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

  test("that the API calls expired again and again is tried twice and no more", async () => {
    const { browser, tab } = await signedInTab();
    browser.answerBy((request) =>
      request.operationName === "Viewer" ? unauthenticated("TOKEN_EXPIRED") : browser.api.answer(request),
    );
    await expect(tab.viewer()).rejects.toMatchObject({ code: "UNAUTHENTICATED", reason: "TOKEN_EXPIRED" });
    expect(browser.count("Viewer")).toBe(2);
    expect(browser.count("RefreshSession")).toBe(1);
  });

  test.each<[string, () => ApiAnswer]>([
    ["TOKEN_INVALID", () => unauthenticated("TOKEN_INVALID")],
    ["AUTH_UNAVAILABLE", unavailable],
    ["no answer", offline],
  ])("is no reason to try again for %s", async (_, answer) => {
    const { browser, tab } = await signedInTab();
    browser.answerBy((request) =>
      request.operationName === "Viewer" ? answer() : browser.api.answer(request),
    );
    for (let i = 0; i < 5; i++) await expect(tab.viewer()).rejects.toMatchObject({ operation: "Viewer" });
    expect(browser.count("Viewer")).toBe(5);
    expect(browser.count("RefreshSession")).toBeLessThanOrEqual(1);
    expect(tab.session.state().status).toBe("signedIn");
  });

  test("of the caller's own goes out as it is", async () => {
    const { browser, tab } = await signedInTab();
    const call = tab.viewer({}, { headers: { Authorization: "Bearer mine" } });
    await expect(call).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
    expect(browser.requests.at(-1)?.authorization).toBe("Bearer mine");
    expect(browser.count("RefreshSession")).toBe(0);
  });
});

describe("a request", () => {
  test("by a Request is sent again with its body", async () => {
    const { browser, tab } = await signedInTab();
    browser.advance(LIFETIME_MS + 1);
    browser.setClockError(-LIFETIME_MS);
    const body = JSON.stringify({ operationName: "Viewer" });
    const answer = await tab.session.fetch(
      new Request("https://cruddur.test/graphql", { method: "POST", body }),
    );
    expect(await answer.json()).toMatchObject({ data: { viewer: { id: "ada" } } });
    expect(browser.count("Viewer")).toBe(2);
  });

  test("that is aborted does not wait for a renewal, and is not sent", async () => {
    const { browser, tab } = await signedInTab();
    browser.advance(LIFETIME_MS);
    const { arrived, release } = hold(browser, "RefreshSession");
    const abort = new AbortController();
    const call = tab.viewer({}, { signal: abort.signal });
    await arrived;
    const reason = new Error("changed my mind");
    abort.abort(reason);
    await expect(call).rejects.toBe(reason);
    release();
    await tab.session.refresh();
    await viewerOf(tab);
    expect(browser.count("Viewer")).toBe(1);
  });
});

describe("a renewal", () => {
  test.each<[string, () => ApiAnswer]>([
    ["does not answer", offline],
    ["cannot check", unavailable],
    ["has had too many", () => rejectedRefresh("RATE_LIMITED")],
  ])("that the API %s signs nobody out", async (_, answer) => {
    const { browser, tab } = await signedInTab();
    browser.advance(LIFETIME_MS - 1);
    browser.answerBy((request) =>
      request.operationName === "RefreshSession" ? answer() : browser.api.answer(request),
    );
    expect(await viewerOf(tab)).toBe("ada");
    browser.advance(2);
    await expect(tab.viewer()).rejects.toMatchObject({ reason: "TOKEN_EXPIRED" });
    expect(browser.count("RefreshSession")).toBe(2);
    expect(tab.session.state().status).toBe("signedIn");
    browser.answerAgain();
    expect(await viewerOf(tab)).toBe("ada");
  });

  test("that finds the session ended makes a guest who is told so, and the request is not sent as one", async () => {
    const { browser, tab } = await signedInTab();
    browser.api.endSessions();
    browser.advance(LIFETIME_MS);
    await expect(tab.viewer()).rejects.toMatchObject({ code: "UNAUTHENTICATED", reason: "SESSION_ENDED" });
    expect(browser.count("Viewer")).toBe(0);
    expect(tab.session.state()).toEqual({ status: "guest", ended: true });
    expect(await viewerOf(tab)).toBeUndefined();
  });

  test("learns that the session has ended from a token that is refused", async () => {
    const { browser, tab } = await signedInTab();
    browser.api.endSessions();
    await expect(tab.viewer()).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
    expect(tab.session.state()).toEqual({ status: "guest", ended: true });
  });

  test("of the same person changes no state, so nothing renders again", async () => {
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

  test("signing in tells the others, which ask for a token of their own", async () => {
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
    expect(browser.mostRefreshing()).toBe(1);
  });

  test("another person who signs in elsewhere takes over, and nothing goes out as the one before", async () => {
    const { browser, here, there } = await twoTabs("ada");
    const asAda = there.session.fetchAs("ada");
    await signIn(here, "worf");
    await expect.poll(() => there.session.state()).toMatchObject({ viewer: { handle: "worf" } });
    const sent = browser.requests.length;
    expect((await asAda("https://cruddur.test/graphql", { method: "POST", body: "{}" })).status).toBe(401);
    expect(browser.requests).toHaveLength(sent);
    expect(await viewerOf(there)).toBe("worf");
  });

  test("a call that another person's sign-in overtakes is not sent as that person's", async () => {
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

  test("a call that finds its token expired while the same person signs in elsewhere is tried again", async () => {
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

  test("a sign-in that this tab cannot follow leaves nobody signed in here, until it can", async () => {
    const { browser, here, there } = await twoTabs("ada");
    await signIn(here, "worf");
    browser.answerBy(offline);
    await expect.poll(() => there.session.state()).toEqual({ status: "unreachable" });
    await expect(there.viewer()).rejects.toMatchObject({ operation: "RefreshSession" });
    browser.answerAgain();
    expect(await viewerOf(there)).toBe("worf");
  });

  test("a guest's tab that cannot follow a sign-in says so", async () => {
    const browser = createSimulatedBrowser();
    const [here, there] = [browser.openTab(), browser.openTab()];
    await there.session.refresh();
    await signIn(here, "ada");
    browser.answerBy(offline);
    await expect.poll(() => there.session.state()).toEqual({ status: "unreachable" });
  });

  test("signing out ends the session at the API and in every tab", async () => {
    const { browser, here, there } = await twoTabs();
    await here.session.signOut();
    expect(here.session.state()).toEqual({ status: "guest", ended: false });
    await expect.poll(() => there.session.state()).toEqual({ status: "guest", ended: false });
    expect(browser.api.personOf(browser.cookie())).toBeUndefined();
  });

  test("a sign-out that the others cannot check leaves nobody signed in there, until they can", async () => {
    const { browser, here, there } = await twoTabs();
    const states: string[] = [];
    there.session.subscribe(() => states.push(there.session.state().status));
    const signedOut = here.session.signOut();
    browser.answerBy((request) =>
      request.operationName === "SignOut" ? browser.api.answer(request) : offline(),
    );
    await signedOut;
    await expect.poll(() => states).toEqual(["guest", "unreachable"]);
    browser.answerAgain();
    expect(await viewerOf(there)).toBeUndefined();
    expect(there.session.state()).toEqual({ status: "guest", ended: false });
  });

  test("a session that has ended is told to the others, who tell the person too", async () => {
    const { browser, here, there } = await twoTabs();
    browser.api.endSessions();
    await expect(here.viewer()).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
    await expect.poll(() => there.session.state()).toEqual({ status: "guest", ended: true });
  });

  test("a sign-in waits for a renewal under way, whose cookie would come later", async () => {
    const browser = createSimulatedBrowser();
    const [here, there] = [browser.openTab(), browser.openTab()];
    const { arrived, release } = hold(browser, "RefreshSession");
    const asked = there.session.refresh();
    await arrived;
    const signedIn = signIn(here, "ada");
    release();
    await Promise.all([asked, signedIn]);
    expect(browser.api.personOf(browser.cookie())).toBe("ada");
    await expect.poll(() => there.session.state()).toMatchObject({ viewer: { handle: "ada" } });
  });
});

describe("an answer that comes late", () => {
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

  test("to a guest's question from before a sign-in does not sign out", async () => {
    const { browser, tab: elsewhere } = await signedInTab();
    const { signIn: won } = await signIn(elsewhere, "ada");
    await elsewhere.session.signOut();
    const tab = browser.openTab();
    const { arrived, release } = hold(browser, "RefreshSession");
    const asked = tab.session.refresh();
    await arrived;
    if (won.__typename === "SignedIn") await tab.session.signedIn(won.session);
    release();
    await asked;
    expect(tab.session.state().status).toBe("signedIn");
  });
});

describe("signing out", () => {
  test("that the API does not hear of leaves the person signed in", async () => {
    const { browser, tab } = await signedInTab();
    browser.answerBy(offline);
    await expect(tab.session.signOut()).rejects.toMatchObject({ operation: "SignOut" });
    expect(tab.session.state().status).toBe("signedIn");
  });

  test("lets a renewal under way come to its end, and ends what it brought", async () => {
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

function rejectedRefresh(code: string): ApiAnswer {
  const problems = [{ code, message: "No", field: null }];
  return { status: 200, body: { data: { refreshSession: { __typename: "Rejected", problems } } } };
}
