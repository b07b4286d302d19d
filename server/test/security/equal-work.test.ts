import { afterAll, beforeAll, expect, it } from "vitest";
import { newAccount, signInPerson, signUpPerson } from "../support/app/builders.ts";
import type { Browser } from "../support/app/browser.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

// How long a response takes is up to the calls of the user pool before it.

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** Starts a node. `callsOf` does something, and returns the pool's operations that it called. */
async function startNode() {
  const pool = await startFaultyUserPool(app.userPoolUrl);
  const node = await app.startNode({ COGNITO_ENDPOINT: pool.url });
  // A node checks its permissions when it starts.
  await eventually(() =>
    expect(pool.operations).toEqual(
      expect.arrayContaining(["AdminDeleteUser", "AdminGetUser", "AdminUserGlobalSignOut"]),
    ),
  );
  const callsOf = async (action: () => Promise<unknown>): Promise<string[]> => {
    pool.operations.length = 0;
    await action();
    return pool.operations.filter((operation) => !["jwks.json", "openid-configuration"].includes(operation));
  };
  return { ...node, callsOf };
}

/** An address that waits for its code. */
async function newWaitingAddress(): Promise<string> {
  const account = newAccount();
  await app.sdk.signUp({ input: account });
  return account.email;
}

it("a sign-up calls the pool alike for a new address, a waiting one, and one with an account", async () => {
  const { sdk, callsOf } = await startNode();
  const addresses = [newAccount().email, await newWaitingAddress(), (await signUpPerson(app)).email];
  for (const email of addresses)
    expect(await callsOf(async () => await sdk.signUp({ input: newAccount({ email }) }))).toEqual([
      "AdminGetUser",
      "AdminDeleteUser",
      "SignUp",
    ]);
});

it("a change of address calls the pool alike for a new address, a waiting one, and one with an account", async () => {
  const { browser, callsOf } = await startNode();
  const addresses = [newAccount().email, await newWaitingAddress(), (await signUpPerson(app)).email];
  for (const email of addresses) {
    const member = await signInPerson({ browser }, await signUpPerson(app));
    const change = async () => await member.browser.sdk.changeEmail({ input: { email } });
    expect(await callsOf(change)).toEqual([
      "AdminGetUser",
      "AdminDeleteUser",
      "GetUser",
      "AdminUpdateUserAttributes",
    ]);
  }
});

it("a wrong code for a new address calls the pool alike, whether or not the address has an account", async () => {
  const { browser, callsOf } = await startNode();
  const taken = await signUpPerson(app);
  for (const email of [newAccount().email, taken.email, undefined]) {
    const member = await signInPerson({ browser }, await signUpPerson(app));
    if (email !== undefined) await member.browser.sdk.changeEmail({ input: { email } });
    const calls = await callsOf(async () => {
      const { confirmEmail } = await member.browser.sdk.confirmEmail({ input: { code: "000000" } });
      expect(problemsOf(confirmEmail)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);
    });
    expect(calls).toEqual(["VerifyUserAttribute"]);
  }
});

it("the code of an earlier change does not confirm it after a change to an address with an account", async () => {
  const member = await signUpPerson(app);
  const { email } = newAccount();
  await member.browser.sdk.changeEmail({ input: { email } });
  const { code } = await app.newestMail(email);
  await member.browser.sdk.changeEmail({ input: { email: (await signUpPerson(app)).email } });
  const { confirmEmail } = await member.browser.sdk.confirmEmail({ input: { code: code ?? "" } });
  expect(problemsOf(confirmEmail)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);
  // Neither here nor at the pool, which a refresh would tell.
  const { refreshSession } = await member.browser.sdk.refreshSession({});
  expect(expectState(refreshSession, "SignedIn").session.viewer.email).toBe(member.email);
});

it("a wrong code in the browser of a sign-up calls the pool alike, whether or not the address has an account", async () => {
  const { browser, callsOf } = await startNode();
  const confirm = async (of: Browser, email: string): Promise<void> => {
    const { confirmSignUp } = await of.sdk.confirmSignUp({ input: { identifier: email, code: "000000" } });
    expect(problemsOf(confirmSignUp)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);
  };
  const replaced = newAccount();
  for (const email of [newAccount().email, (await signUpPerson(app)).email, replaced.email]) {
    const stranger = browser();
    expectState((await stranger.sdk.signUp({ input: newAccount({ email }) })).signUp, "CodeSent");
    if (email === replaced.email) await app.sdk.signUp({ input: replaced });
    expect(await callsOf(async () => await confirm(stranger, email))).toEqual([
      "AdminGetUser",
      "ConfirmSignUp",
      "AdminGetUser",
    ]);
  }
});
