import { AdminDeleteUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it, onTestFinished } from "vitest";
import { ownsAccounts } from "../../auth/account/gone-accounts.ts";
import { sliceSize, sweepSlice } from "../../auth/account/sweep-accounts.ts";
import { createLog } from "../../observability/log.ts";
import { accountDeletions } from "../../users/account-deletions-table.ts";
import { accountSweeps } from "../../users/account-sweeps-table.ts";
import { users } from "../../users/users-table.ts";
import { newAccount, type Person, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError, expectState, problemsOf } from "../support/app/expectations.ts";
import { post } from "../support/app/feed-actions.ts";
import { type Fault, startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import { localUserPoolId, startTestAppForThisTest, type TestApp } from "../support/app/test-app.ts";
import { openTestDatabase } from "../support/database/test-database.ts";
import { eventually } from "../support/patience.ts";

/** Deletes an account as the AWS console does: the API is not told. */
async function deleteAtPool({ cognito }: TestApp, { email }: { email: string }): Promise<void> {
  await cognito.send(new AdminDeleteUserCommand({ UserPoolId: localUserPoolId, Username: email }));
}

async function emailsOf({ db }: TestApp): Promise<string[]> {
  return (await db.select({ email: users.email }).from(users)).map(({ email }) => email ?? "").toSorted();
}

async function messages({ sdk }: Pick<TestApp, "sdk">): Promise<string[]> {
  return (await sdk.homeFeed({})).homeFeed.edges.map(({ node }) => node.message);
}

/** Starts a person who has written a post. */
async function startAuthor(app: TestApp): Promise<Person> {
  const person = await signUpPerson(app);
  await post(person.browser.sdk, `by ${person.handle}`);
  return person;
}

const silentLog = createLog({ write: () => {} }, "silent");

describe("an account that was deleted at the pool", () => {
  it("is found within a day, and its posts, profile and sessions are removed; all others stay", async () => {
    const app = await startTestAppForThisTest();
    const [gone, kept] = [await startAuthor(app), await startAuthor(app)];
    await deleteAtPool(app, gone);
    app.advance({ hours: 12 });
    const node = await app.startNode();
    await eventually(async () =>
      expect(await app.db.select().from(accountDeletions)).toMatchObject([{ finishedAt: null }]),
    );
    app.advance({ minutes: 2 });
    await app.startNode();
    await eventually(async () => expect(await messages(node)).toEqual([`by ${kept.handle}`]));
    await eventually(async () => expect(await emailsOf(app)).toEqual([kept.email]));
    expect((await node.sdk.user({ handle: gone.handle })).user).toBeNull();
    expect(problemsOf((await gone.browser.sdk.refreshSession({})).refreshSession)).toEqual([
      "SESSION_EXPIRED",
    ]);
    expectState((await kept.browser.sdk.refreshSession({})).refreshSession, "SignedIn");
    await signUpPerson(app, { email: gone.email, handle: gone.handle });
  });

  it("stays if the pool has it again a minute later", async () => {
    const app = await startTestAppForThisTest();
    const { browser } = await startAuthor(app);
    app.advance({ hours: 12 });
    const services = { db: app.db, clock: app.now, userPool: { isGone: async () => true }, log: silentLog };
    await eventually(async () => expect(await sweepSlice(services, "test")).toBe(1));
    expect(await app.db.select().from(accountDeletions)).toHaveLength(1);
    app.advance({ minutes: 2 });
    await app.startNode();
    await eventually(async () => expect(await app.db.select().from(accountDeletions)).toEqual([]));
    expectState((await browser.sdk.refreshSession({})).refreshSession, "SignedIn");
  });

  it("is removed at once when its owner signs up again with the same address and handle", async () => {
    const app = await startTestAppForThisTest();
    const before = await startAuthor(app);
    await deleteAtPool(app, before);
    const again = await signUpPerson(app, { email: before.email, handle: before.handle });
    expect(await messages(app)).toEqual([]);
    expect((await again.browser.sdk.viewer()).viewer).toMatchObject({
      handle: before.handle,
      email: before.email,
    });
    expect((await catchRequestError(before.browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
  });

  it("is removed when its address is confirmed with another handle", async () => {
    const app = await startTestAppForThisTest();
    const before = await startAuthor(app);
    await deleteAtPool(app, before);
    const again = await signUpPerson(app, { email: before.email });
    expect(await messages(app)).toEqual([]);
    expect((await app.sdk.user({ handle: before.handle })).user).toBeNull();
    expect((await again.browser.sdk.viewer()).viewer?.handle).toBe(again.handle);
  });

  it("gives its handle to whoever asks for it, at sign-up and in the profile", async () => {
    const app = await startTestAppForThisTest();
    const [first, second] = [await startAuthor(app), await startAuthor(app)];
    await deleteAtPool(app, first);
    await deleteAtPool(app, second);
    const person = await signUpPerson(app, { handle: first.handle });
    const { updateProfile } = await person.browser.sdk.updateProfile({ input: { handle: second.handle } });
    expect(expectState(updateProfile, "Viewer").handle).toBe(second.handle);
    expect(await messages(app)).toEqual([]);
  });

  it("is removed when the pool refuses its refresh token", async () => {
    const app = await startTestAppForThisTest();
    const person = await startAuthor(app);
    await deleteAtPool(app, person);
    const { refreshSession } = await person.browser.sdk.refreshSession({});
    expect(problemsOf(refreshSession)).toEqual(["SESSION_EXPIRED"]);
    expect(await emailsOf(app)).toEqual([]);
    expect(await messages(app)).toEqual([]);
  });
});

describe("an account that the pool has", () => {
  it("keeps its handle, whoever asks for it", async () => {
    const app = await startTestAppForThisTest();
    const owner = await startAuthor(app);
    const { signUp } = await app.sdk.signUp({ input: newAccount({ handle: owner.handle }) });
    expect(problemsOf(signUp)).toEqual(["HANDLE_TAKEN handle"]);
    expect(await messages(app)).toEqual([`by ${owner.handle}`]);
  });

  it("stays when its refresh token is refused", async () => {
    const app = await startTestAppForThisTest();
    const person = await startAuthor(app);
    await person.browser.sdk.signOutEverywhere();
    const { refreshSession } = await person.browser.sdk.refreshSession({});
    expect(problemsOf(refreshSession)).toEqual(["SESSION_EXPIRED"]);
    expect(await messages(app)).toEqual([`by ${person.handle}`]);
  });

  const exception = (status: number, name: string): Fault => ({ kind: "exception", status, name });
  it.each<[string, Fault]>([
    ["is overloaded", exception(400, "TooManyRequestsException")],
    ["fails", exception(500, "InternalErrorException")],
    ["is another pool", exception(400, "ResourceNotFoundException")],
    ["denies the permission", exception(400, "AccessDeniedException")],
    ["refuses connections", { kind: "refused" }],
    ["answers with a proxy's page", { kind: "garbage" }],
    [
      "does not know its sub as a username, as of an external provider's user",
      exception(400, "UserNotFoundException"),
    ],
  ])("stays while the pool %s", async (_state, fault) => {
    const app = await startTestAppForThisTest();
    const person = await startAuthor(app);
    const { url, faults, operations } = await startFaultyUserPool(app.userPoolUrl);
    faults.set("AdminGetUser", fault);
    app.advance({ hours: 12 });
    const { browser, sdk } = await app.startNode({ COGNITO_ENDPOINT: url });
    await eventually(() => expect(operations).toContain("AdminGetUser"));
    const { signUp } = await sdk.signUp({ input: newAccount({ handle: person.handle }) });
    expect(problemsOf(signUp)).toEqual(["HANDLE_TAKEN handle"]);
    const there = await signInPerson({ browser }, person);
    faults.set("GetTokensFromRefreshToken", exception(400, "NotAuthorizedException"));
    expect(problemsOf((await there.browser.sdk.refreshSession({})).refreshSession)).toEqual([
      "SESSION_EXPIRED",
    ]);
    expect(await app.db.select().from(accountDeletions)).toEqual([]);
    expect(await emailsOf(app)).toEqual([person.email]);
  });

  it("is not looked for where there never was one: the people of the example feed stay", async () => {
    const app = await startTestAppForThisTest({ seed: true });
    const before = await messages(app);
    app.advance({ hours: 12 });
    const services = { db: app.db, clock: app.now, userPool: { isGone: async () => true }, log: silentLog };
    expect(await sweepSlice(services, "test")).toBe(0);
    const { signUp } = await app.sdk.signUp({ input: newAccount({ handle: "andrewbrown" }) });
    expect(problemsOf(signUp)).toEqual(["HANDLE_TAKEN handle"]);
    expect(before.length).toBeGreaterThan(0);
    expect(await app.db.select().from(accountDeletions)).toEqual([]);
  });

  it("is not removed by a node that is configured with another pool", async () => {
    const app = await startTestAppForThisTest();
    const person = await startAuthor(app);
    await deleteAtPool(app, person);
    await app.db.update(accountSweeps).set({ userPoolId: "eu-west-1_Another01", finishedAt: null });
    const lines: string[] = [];
    const log = { write: (line: string) => void lines.push(line) };
    const { sdk } = await app.startNode({ LOG_LEVEL: "warn" }, { log });
    expect(lines.some((line) => line.includes("another user pool"))).toBe(true);
    const { signUp } = await sdk.signUp({ input: newAccount({ handle: person.handle }) });
    expect(problemsOf(signUp)).toEqual(["HANDLE_TAKEN handle"]);
    expect(await emailsOf(app)).toEqual([person.email]);
  });
});

describe("a sweep", () => {
  const start = new Date("2026-11-25T12:00:00.000Z");

  /** A database with users whose accounts were never at a pool, and a function that sweeps all of them. */
  async function openUsers(number: number) {
    const { db, close } = await openTestDatabase();
    onTestFinished(close);
    const rows = Array.from({ length: number }, (_, index) => ({
      id: `01930000-0000-7000-8000-${String(index).padStart(12, "0")}`,
      sub: `sub-${index}`,
      email: `person${index}@enterprise.example`,
      emailVerified: true,
      name: "Data",
      handle: `person_${index}`,
      createdAt: start,
    }));
    await db.insert(users).values(rows);
    await ownsAccounts({ db, clock: () => start }, localUserPoolId);
    /** Returns the number of look-ups of each slice. */
    async function sweep(afterHours: number, isGone: () => Promise<boolean>): Promise<number[]> {
      const clock = (): Date => new Date(start.getTime() + afterHours * 60 * 60 * 1000);
      const slices: number[] = [];
      do slices.push(await sweepSlice({ db, clock, userPool: { isGone }, log: silentLog }, "test"));
      while ((slices.at(-1) ?? 0) > 0 && slices.length < 10);
      return slices;
    }
    return { db, sweep };
  }

  it("looks every account up once in twelve hours, in slices", async () => {
    const { sweep } = await openUsers(2 * sliceSize + 7);
    const isGone = async (): Promise<boolean> => false;
    expect(await sweep(0, isGone)).toEqual([sliceSize, sliceSize, 7, 0]);
    expect(await sweep(11.9, isGone)).toEqual([0]);
    expect(await sweep(12, isGone)).toEqual([sliceSize, sliceSize, 7, 0]);
  });

  it("does not believe that most accounts are gone", async () => {
    const { db, sweep } = await openUsers(50);
    expect(await sweep(0, async () => true)).toEqual([50, 0]);
    expect(await db.select().from(accountDeletions)).toEqual([]);
  });

  it("continues after an outage with the account that the pool said nothing about", async () => {
    const { sweep } = await openUsers(5);
    let calls = 0;
    const failing = async (): Promise<boolean> => {
      calls += 1;
      if (calls === 3) throw new Error("An outage of the test.");
      return false;
    };
    await expect(sweep(0, failing)).rejects.toThrow("An outage");
    expect(await sweep(0, async () => false)).toEqual([3, 0]);
  });
});
