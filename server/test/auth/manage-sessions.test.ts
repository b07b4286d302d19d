import { randomUUID } from "node:crypto";
import { GetUserCommand, InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sessions } from "../../sessions/sessions-table.ts";
import { signInPerson, signUpPerson } from "../support/app/builders.ts";
import type { Browser } from "../support/app/browser.ts";
import { expectState, problemsOf, catchRequestError } from "../support/app/expectations.ts";
import {
  publicClientId,
  startTestApp,
  startTestAppForThisTest,
  type TestApp,
} from "../support/app/test-app.ts";
import { becomesTrueWithin } from "../support/patience.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

async function sessionsOf(browser: Browser) {
  const { viewer } = await browser.sdk.account();
  if (!viewer) throw new Error("Nobody is signed in.");
  return viewer.sessions;
}

/** The `origin_jti` of an access token. */
function idOf(accessToken: string): string {
  const payload = Buffer.from(accessToken.split(".")[1] ?? "", "base64url").toString();
  return String((JSON.parse(payload) as { origin_jti?: unknown }).origin_jti);
}

async function worksAtPool(AccessToken: string): Promise<boolean> {
  return await app.cognito.send(new GetUserCommand({ AccessToken })).then(
    () => true,
    () => false,
  );
}

async function isRefused({ sdk }: Browser): Promise<boolean> {
  return await sdk.viewer().then(
    () => false,
    (error: unknown) => (error as { reason?: string }).reason === "TOKEN_INVALID",
  );
}

describe("viewer.sessions", () => {
  it("lists each sign-in, newest first, with the current one marked and the device described", async () => {
    const person = await signUpPerson(app);
    const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    app.advance({ minutes: 1 });
    const laptop = await signInPerson(app, person, { "user-agent": firefox });
    const listed = await sessionsOf(laptop.browser);
    expect(listed.map(({ current, userAgent }) => [current, userAgent])).toEqual([
      [true, "Firefox on Linux"],
      [false, "node"],
    ]);
    const [newer, older] = listed;
    expect(Date.parse(newer?.createdAt ?? "")).toBeGreaterThan(Date.parse(older?.createdAt ?? ""));
    expect((await sessionsOf(person.browser)).map(({ current }) => current)).toEqual([false, true]);
  });

  it("updates lastSeenAt at each refresh, and keeps createdAt", async () => {
    const { browser } = await signUpPerson(app);
    const [before] = await sessionsOf(browser);
    app.advance({ minutes: 10 });
    await browser.sdk.refreshSession({});
    const [after] = await sessionsOf(browser);
    expect(after?.createdAt).toBe(before?.createdAt);
    const moved = Date.parse(after?.lastSeenAt ?? "") - Date.parse(before?.lastSeenAt ?? "");
    expect(moved).toBeGreaterThanOrEqual(10 * 60_000);
  });

  it("has one session for a browser that signs in again: the earlier one ends", async () => {
    const { browser, email, password, accessToken } = await signUpPerson(app);
    const before = app.browser();
    before.useAccessToken(accessToken);
    const { signIn } = await browser.sdk.signIn({ input: { identifier: email, password } });
    browser.useAccessToken(expectState(signIn, "SignedIn").session.accessToken);
    expect(await sessionsOf(browser)).toHaveLength(1);
    expect(await isRefused(before)).toBe(true);
  });
});

describe("an account", () => {
  it("keeps its newest 50 sessions; older ones end, here and at the pool, whatever their app client", async () => {
    const person = await signUpPerson(app);
    const [row] = await app.db
      .select()
      .from(sessions)
      .where(eq(sessions.id, idOf(person.accessToken)));
    if (!row) throw new Error("The session has no row.");
    const other = await app.startNode();
    const older = await signInPerson(other, person);
    const { AuthenticationResult } = await app.cognito.send(
      new InitiateAuthCommand({
        ClientId: publicClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: person.email, PASSWORD: person.password },
      }),
    );
    const foreign = other.browser();
    foreign.useAccessToken(AuthenticationResult?.AccessToken);
    expect((await foreign.sdk.viewer()).viewer?.handle).toBe(person.handle);
    // Signed in after those three: 49 are too few to end any but the first of them.
    app.advance({ seconds: 1 });
    const later = Array.from({ length: 47 }, (_each, index) => ({
      ...row,
      id: randomUUID(),
      familyHash: null,
      createdAt: new Date(app.now().getTime() + index),
    }));
    await app.db.insert(sessions).values(later);
    app.advance({ seconds: 1 });
    await sessionsOf(person.browser);
    expect(await isRefused(person.browser)).toBe(false);

    await signInPerson(app, person);
    expect(await isRefused(person.browser)).toBe(true);
    expect(await worksAtPool(person.accessToken)).toBe(false);
    expect(await worksAtPool(older.accessToken)).toBe(true);
    app.advance({ seconds: 1 });
    await signInPerson(app, person);
    app.advance({ seconds: 1 });
    const newest = await signInPerson(app, person);
    for (const browser of [older.browser, foreign]) {
      expect(await becomesTrueWithin(1000, () => isRefused(browser))).toBe(true);
    }
    expect(await worksAtPool(older.accessToken)).toBe(false);
    expect(await sessionsOf(newest.browser)).toHaveLength(50);
  });

  it("that had 3,000 sessions has 50 after the next sign-in, with their devices in stored words", async () => {
    const person = await signUpPerson(app);
    const [row] = await app.db
      .select()
      .from(sessions)
      .where(eq(sessions.id, idOf(person.accessToken)));
    if (!row) throw new Error("The session has no row.");
    expect(row.device).toBe("node");
    const many = Array.from({ length: 3000 }, () => ({ ...row, id: randomUUID(), familyHash: null }));
    for (let start = 0; start < many.length; start += 1000)
      await app.db.insert(sessions).values(many.slice(start, start + 1000));
    expect(await sessionsOf(person.browser)).toHaveLength(50);
    app.advance({ seconds: 1 });
    const { browser } = await signInPerson(app, person, {
      "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    });
    const left = await app.db.select().from(sessions).where(eq(sessions.userId, row.userId));
    expect(left).toHaveLength(50);
    const [newest] = left.filter(({ id }) => id === idOf(browser.accessToken() ?? ""));
    expect([newest?.device, newest?.userAgent]).toEqual(["Firefox on Linux", null]);
  });
});

describe("revokeSession", () => {
  it("ends that session and no other", async () => {
    const person = await signUpPerson(app);
    const [phone, laptop] = [await signInPerson(app, person), await signInPerson(app, person)];
    const current = (await sessionsOf(phone.browser)).find((session) => session.current);
    const { revokeSession } = await laptop.browser.sdk.revokeSession({
      input: { sessionId: current?.id ?? "" },
    });
    expect(revokeSession.__typename).toBe("SignedOut");
    expect(await isRefused(phone.browser)).toBe(true);
    expect(problemsOf((await phone.browser.sdk.refreshSession({})).refreshSession)).toEqual([
      "SESSION_EXPIRED",
    ]);
    expect(await sessionsOf(laptop.browser)).toHaveLength(2);
    expect(await isRefused(person.browser)).toBe(false);
  });

  it("does not find a session of another user, or one that does not exist", async () => {
    const [ada, eve] = [await signUpPerson(app), await signUpPerson(app)];
    const [session] = await sessionsOf(ada.browser);
    for (const sessionId of [session?.id ?? "", "made-up", "", "a\0b"]) {
      const { revokeSession } = await eve.browser.sdk.revokeSession({ input: { sessionId } });
      expect(problemsOf(revokeSession)).toEqual(["NOT_FOUND sessionId"]);
    }
    expect(await isRefused(ada.browser)).toBe(false);
    const guest = await catchRequestError(app.sdk.revokeSession({ input: { sessionId: session?.id ?? "" } }));
    expect([guest.status, guest.reason]).toEqual([401, "TOKEN_MISSING"]);
  });
});

describe("signOutEverywhere", () => {
  it("ends all sessions, here and at the pool, and not one that signs in within the same second", async () => {
    const person = await signUpPerson(app);
    const laptop = await signInPerson(app, person);
    expect((await laptop.browser.sdk.signOutEverywhere()).signOutEverywhere.__typename).toBe("SignedOut");
    const again = await signInPerson(app, person);
    expect(await isRefused(person.browser)).toBe(true);
    expect(await isRefused(laptop.browser)).toBe(true);
    expect(problemsOf((await person.browser.sdk.refreshSession({})).refreshSession)).toEqual([
      "SESSION_EXPIRED",
    ]);
    expect(await sessionsOf(again.browser)).toHaveLength(1);
  });

  it("ends all other sessions with exceptCurrent; the current one still refreshes", async () => {
    const person = await signUpPerson(app);
    const [phone, laptop] = [await signInPerson(app, person), await signInPerson(app, person)];
    const { signOutEverywhere } = await laptop.browser.sdk.signOutEverywhere({
      input: { exceptCurrent: true, password: person.password },
    });
    laptop.browser.useAccessToken(expectState(signOutEverywhere, "SignedIn").session.accessToken);
    expect(await isRefused(person.browser)).toBe(true);
    expect(await isRefused(phone.browser)).toBe(true);
    expect((await sessionsOf(laptop.browser)).map(({ current }) => current)).toEqual([true]);
    const { refreshSession } = await laptop.browser.sdk.refreshSession({});
    laptop.browser.useAccessToken(expectState(refreshSession, "SignedIn").session.accessToken);
    expect(await isRefused(laptop.browser)).toBe(false);
    // The next one also ends the session that was exempted.
    await laptop.browser.sdk.signOutEverywhere();
    expect(await isRefused(laptop.browser)).toBe(true);
  });
});

describe("a second node", () => {
  it("accepts a session of the first at once, and refuses it within a second of its end", async () => {
    const other = await app.startNode();
    const person = await signUpPerson(app);
    const laptop = await signInPerson(app, person);
    const there = other.browser();
    there.useAccessToken(laptop.accessToken);
    expect((await there.sdk.viewer()).viewer?.handle).toBe(person.handle);

    await person.browser.sdk.signOutEverywhere({
      input: { exceptCurrent: true, password: person.password },
    });
    expect(await becomesTrueWithin(1000, () => isRefused(there))).toBe(true);
    // It learns of the end of a session that it has never seen, too.
    const stranger = other.browser();
    stranger.useAccessToken(person.accessToken);
    expect((await stranger.sdk.viewer()).viewer?.handle).toBe(person.handle);
    await person.browser.sdk.signOut();
    expect(await becomesTrueWithin(1000, () => isRefused(stranger))).toBe(true);
  });
});

describe("a node that keeps two ended sessions in memory", () => {
  it("refuses the tokens of older ones too, also those of another app client", async () => {
    const own = await startTestAppForThisTest({ revocationsInMemory: 2 });
    const person = await signUpPerson(own);
    const ended: Browser[] = [];
    for (const kind of ["foreign", "ours", "ours", "ours", "ours"]) {
      const browser = own.browser();
      if (kind === "foreign") {
        const { AuthenticationResult } = await own.cognito.send(
          new InitiateAuthCommand({
            ClientId: publicClientId,
            AuthFlow: "USER_PASSWORD_AUTH",
            AuthParameters: { USERNAME: person.email, PASSWORD: person.password },
          }),
        );
        browser.useAccessToken(AuthenticationResult?.AccessToken);
      } else {
        browser.useAccessToken((await signInPerson(own, person)).accessToken);
      }
      expect(await isRefused(browser)).toBe(false);
      await browser.sdk.signOut();
      ended.push(browser);
    }
    for (const browser of ended) expect(await isRefused(browser)).toBe(true);
    expect(await isRefused(person.browser)).toBe(false);
  });
});
