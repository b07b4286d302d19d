import "reflect-metadata";
import { eq } from "drizzle-orm";
import { describe, expect, it, onTestFinished } from "vitest";
import { totpCode } from "../../local-user-pool/clients/authenticator.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { limitAction, limitStatement } from "../../graphql/limit-action.ts";
import { countAction } from "../../rate-limit/count-action.ts";
import { createRateLimiter } from "../../rate-limit/rate-limiter.ts";
import { memoryCounters } from "../../rate-limit/stores.ts";
import { type Person, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { countElsewhere, sharedCounters } from "../support/app/counted-elsewhere.ts";
import { dropUserScope } from "../support/app/drop-user-scope.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { post } from "../support/app/feed-actions.ts";
import { startTestAppForThisTest, type TestApp } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";
import { openTestDatabase } from "../support/database/test-database.ts";
import { users } from "../../users/users-table.ts";

type Result = {
  __typename: string;
  problems?: { code: string; field: string | null; passwordRule: string | null }[];
};

/** Repeats an action until it is rejected. Returns how often it succeeded, and the problems. */
async function repeatUntilRejected(action: () => Promise<Result>): Promise<[number, string[]]> {
  for (let count = 0; count < 2000; count += 1) {
    const result = await action();
    if (result.__typename === "Rejected") return [count, problemsOf(result)];
  }
  throw new Error("There is no limit.");
}

async function idOf({ db }: TestApp, { handle }: Person): Promise<string> {
  const [user] = await db.select().from(users).where(eq(users.handle, handle));
  return user?.id ?? "";
}

describe("a member", () => {
  it("may write 600 posts and replies in ten minutes", async () => {
    const app = await startTestAppForThisTest(sharedCounters);
    const author = await signUpPerson(app);
    const { browser } = author;
    await countElsewhere(app, { limit: "writeByAccount", key: await idOf(app, author) }, 580);
    const { id: activityId } = await post(browser.sdk, "the first");
    const { createReply } = await browser.sdk.createReply({ input: { activityId, message: "a reply" } });
    expect(createReply.__typename).toBe("Activity");
    const input = { message: "again" };
    expect(
      await repeatUntilRejected(async () => (await browser.sdk.createActivity({ input })).createActivity),
    ).toEqual([18, ["RATE_LIMITED"]]);
    const another = await browser.sdk.createReply({ input: { activityId, message: "a reply" } });
    expect(problemsOf(another.createReply)).toEqual(["RATE_LIMITED"]);
    // Others go on.
    await post((await signUpPerson(app)).browser.sdk, "mine");
  });

  it("may like and unlike 1200 times in ten minutes", async () => {
    const app = await startTestAppForThisTest(sharedCounters);
    const person = await signUpPerson(app);
    const { browser } = person;
    await countElsewhere(app, { limit: "likeByAccount", key: await idOf(app, person) }, 1180);
    const { id: activityId } = await post(browser.sdk, "like this");
    const likeAndUnlike = async (): Promise<Result> => {
      const { likeActivity } = await browser.sdk.likeActivity({ input: { activityId } });
      if (likeActivity.__typename === "Rejected") return likeActivity;
      return (await browser.sdk.unlikeActivity({ input: { activityId } })).unlikeActivity;
    };
    expect(await repeatUntilRejected(likeAndUnlike)).toEqual([10, ["RATE_LIMITED"]]);
  });

  it("may change the profile 30 times in an hour", async () => {
    const app = await startTestAppForThisTest();
    const { browser } = await signUpPerson(app);
    expect(
      await repeatUntilRejected(
        async () => (await browser.sdk.updateProfile({ input: { bio: "again" } })).updateProfile,
      ),
    ).toEqual([30, ["RATE_LIMITED"]]);
  });

  it("gets ten notices by mail in an hour: further changes are refused", async () => {
    const app = await startTestAppForThisTest();
    const { browser, email, password, accessToken } = await signUpPerson(app);
    // The pool's own limit for ChangePassword is lower; with such a token the API sets the password.
    browser.useAccessToken(await dropUserScope(app, accessToken));
    const codes = (await app.mails(email)).length;
    const input = { currentPassword: password, newPassword: password };
    async function change() {
      const { changePassword } = await browser.sdk.changePassword({ input });
      if (changePassword.__typename === "PasswordChanged" && changePassword.session)
        browser.useAccessToken(await dropUserScope(app, changePassword.session.accessToken));
      return changePassword;
    }
    expect(await repeatUntilRejected(change)).toEqual([10, ["RATE_LIMITED"]]);
    await eventually(async () => expect(await app.mails(email)).toHaveLength(codes + 10));
    expect((await signInPerson(app, { email, password })).accessToken).toBeTruthy();
  });

  it("may turn an authenticator app on and off five times in an hour, as each sends a notice", async () => {
    const app = await startTestAppForThisTest();
    const { browser, email, password } = await signUpPerson(app);
    const { sdk } = browser;
    let secret = "";
    async function turnOn(): Promise<Result> {
      ({ secret } = expectState((await sdk.setUpTotp()).setUpTotp, "TotpSetUp"));
      app.advance({ seconds: 31 });
      return (await sdk.confirmTotp({ input: { code: totpCode(secret, app.now()) } })).confirmTotp;
    }
    async function turnOff(): Promise<Result> {
      const { signIn } = await sdk.signIn({ input: { identifier: email, password } });
      const { token: challengeToken } = expectState(signIn, "ChallengeRequired").challenge;
      app.advance({ seconds: 31 });
      const { respondToChallenge } = await sdk.respondToChallenge({
        input: { challengeToken, code: totpCode(secret, app.now()) },
      });
      browser.useAccessToken(expectState(respondToChallenge, "SignedIn").session.accessToken);
      return (await sdk.disableTotp()).disableTotp;
    }
    async function turnOnAndOff(): Promise<Result> {
      const on = await turnOn();
      return on.__typename === "Rejected" ? on : await turnOff();
    }
    expect(await repeatUntilRejected(turnOnAndOff)).toEqual([5, ["RATE_LIMITED"]]);
    await eventually(async () =>
      expect((await app.mails(email)).filter(({ code }) => code === null)).toHaveLength(10),
    );
  });

  it("may sign in 200 times in an hour", async () => {
    const app = await startTestAppForThisTest();
    const { email, password } = await signUpPerson(app);
    const browser = app.browser();
    const signIn = async (): Promise<Result> =>
      (await browser.sdk.signIn({ input: { identifier: email, password } })).signIn;
    // The sign-up has signed in once.
    expect(await repeatUntilRejected(signIn)).toEqual([199, ["RATE_LIMITED"]]);
    // Only whoever has the password learns of it.
    const { signIn: wrong } = await browser.sdk.signIn({ input: { identifier: email, password: "not it" } });
    expect(problemsOf(wrong)).toEqual(["INVALID_CREDENTIALS"]);
  });
});

it("the actions of many members count for their network too, but not those that are refused", async () => {
  const context = { rateLimiter: createRateLimiter(memoryCounters()), address: "2001:db8:1:2::1" };
  const admitted = async (userId: string, attempts: number): Promise<number> => {
    let count = 0;
    for (let attempt = 0; attempt < attempts; attempt += 1)
      if ((await countAction(context, "notice", userId)) === undefined) count += 1;
    return count;
  };
  expect(await admitted("first", 1000)).toBe(10);
  let total = 10;
  for (let number = 0; number < 60; number += 1) total += await admitted(`member ${number}`, 11);
  expect(total).toBe(500);
});

it("what fails by an error does not count, for the member nor for the network", async () => {
  const context = { rateLimiter: createRateLimiter(memoryCounters()), address: "203.0.113.7" };
  const fail = async (userId: string): Promise<unknown> =>
    await limitAction(context, "notice", userId, async () => {
      throw new Error("This fails.");
    });
  for (let attempt = 0; attempt < 20; attempt += 1) await expect(fail("worf")).rejects.toThrow("This fails.");
  for (let number = 0; number < 600; number += 1)
    await expect(fail(`member ${number}`)).rejects.toThrow("This fails.");
  expect(await limitAction(context, "notice", "worf", async () => "done")).toBe("done");
});

it("what is one statement is refused as often where this process counts", async () => {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  const context = { db, rateLimiter: createRateLimiter(memoryCounters()), address: "203.0.113.7" };
  const write = async (): Promise<unknown> =>
    await limitStatement(context, "write", "worf", async () => "done");
  for (let attempt = 0; attempt < 600; attempt += 1) expect(await write()).toBe("done");
  expect(await write()).toBeInstanceOf(Rejected);
});
