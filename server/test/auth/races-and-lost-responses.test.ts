import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { users } from "../../users/users-table.ts";
import { newAccount, newestCode, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf, catchRequestError } from "../support/app/expectations.ts";
import { type Fault, holdResponse, startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

// The user pool executes a request while the account changes here, or its response is lost.

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const lost: Fault = { kind: "lostResponse" };
const newPassword = "quite another pass phrase";

async function startNode() {
  const pool = await startFaultyUserPool(app.userPoolUrl);
  return { ...pool, ...(await app.startNode({ COGNITO_ENDPOINT: pool.url })) };
}

describe("a sign-in with the old password that the pool is executing", () => {
  it("is rejected when the password changes meanwhile", async () => {
    const { faults, sdk } = await startNode();
    const person = await signUpPerson(app);
    const held = holdResponse();
    faults.set("InitiateAuth", held.fault);
    const thief = sdk.signIn({ input: { identifier: person.email, password: person.password } });
    await held.executed;
    const { changePassword } = await person.browser.sdk.changePassword({
      input: { currentPassword: person.password, newPassword },
    });
    const changed = expectState(changePassword, "PasswordChanged");
    person.browser.useAccessToken(changed.session?.accessToken);
    held.release();
    expect(problemsOf((await thief).signIn)).toEqual(["INVALID_CREDENTIALS"]);
    expect((await person.browser.sdk.account()).viewer?.sessions).toHaveLength(1);
  });

  it("does not restore a deleted account, and neither does a refresh", async () => {
    const { faults, sdk, browser } = await startNode();
    const person = await signUpPerson(app);
    const other = await signInPerson({ browser }, person);
    const [signingIn, refreshing] = [holdResponse(), holdResponse()];
    faults.set("InitiateAuth", signingIn.fault).set("GetTokensFromRefreshToken", refreshing.fault);
    const signIn = sdk.signIn({ input: { identifier: person.email, password: person.password } });
    const refresh = other.browser.sdk.refreshSession({});
    await Promise.all([signingIn.executed, refreshing.executed]);
    const { deleteAccount } = await person.browser.sdk.deleteAccount({
      input: { password: person.password },
    });
    expectState(deleteAccount, "AccountDeleted");
    signingIn.release();
    refreshing.release();
    expect(problemsOf((await signIn).signIn)).toEqual(["INVALID_CREDENTIALS"]);
    expect(problemsOf((await refresh).refreshSession)).toEqual(["SESSION_EXPIRED"]);
    expect(await app.db.select().from(users).where(eq(users.email, person.email))).toEqual([]);
  });
});

describe("a lost response", () => {
  it("to a password change is found out by a sign-in with the new password", async () => {
    const { faults, browser } = await startNode();
    const person = await signUpPerson(app);
    const here = await signInPerson({ browser }, person);
    faults.set("ChangePassword", lost);
    const { changePassword } = await here.browser.sdk.changePassword({
      input: { currentPassword: person.password, newPassword },
    });
    expectState(changePassword, "PasswordChanged");
    await eventually(async () =>
      expect((await catchRequestError(person.browser.sdk.viewer())).reason).toBe("TOKEN_INVALID"),
    );
    expect((await here.browser.sdk.refreshSession({})).refreshSession.__typename).toBe("SignedIn");
  });

  it("to a password change ends the other sessions also where the pool does not respond any more", async () => {
    const { faults, browser } = await startNode();
    const person = await signUpPerson(app);
    const here = await signInPerson({ browser }, person);
    faults.set("ChangePassword", lost).set("InitiateAuth", { kind: "refused" });
    const { status } = await catchRequestError(
      here.browser.sdk.changePassword({ input: { currentPassword: person.password, newPassword } }),
    );
    expect(status).toBe(503);
    await eventually(async () =>
      expect((await catchRequestError(person.browser.sdk.viewer())).reason).toBe("TOKEN_INVALID"),
    );
    expect((await here.browser.sdk.viewer()).viewer?.handle).toBe(person.handle);
  });

  it("to a confirmation does not make its repetition a wrong code", async () => {
    const { faults, browser } = await startNode();
    const here = browser();
    const account = newAccount();
    await here.sdk.signUp({ input: account });
    const input = { identifier: account.email, code: await newestCode(app, account.email) };
    faults.set("ConfirmSignUp", lost);
    expect((await catchRequestError(here.sdk.confirmSignUp({ input }))).status).toBe(503);
    faults.clear();
    expectState((await here.sdk.confirmSignUp({ input })).confirmSignUp, "SignInRequired");
  });

  it("to a password change that was not made ends no session, and the old password stays", async () => {
    const { faults, browser } = await startNode();
    const person = await signUpPerson(app);
    const here = await signInPerson({ browser }, person);
    faults.set("ChangePassword", { kind: "refused" });
    const { status } = await catchRequestError(
      here.browser.sdk.changePassword({ input: { currentPassword: person.password, newPassword } }),
    );
    expect(status).toBe(503);
    expect((await person.browser.sdk.refreshSession({})).refreshSession.__typename).toBe("SignedIn");
    await signInPerson(app, person);
  });

  it("to a password reset ends all sessions", async () => {
    const { faults, sdk } = await startNode();
    const person = await signUpPerson(app);
    await sdk.forgotPassword({ input: { identifier: person.email } });
    faults.set("ConfirmForgotPassword", lost);
    const code = await newestCode(app, person.email);
    const reset = sdk.confirmForgotPassword({ input: { identifier: person.email, code, newPassword } });
    expect((await catchRequestError(reset)).status).toBe(503);
    await eventually(async () =>
      expect((await catchRequestError(person.browser.sdk.viewer())).reason).toBe("TOKEN_INVALID"),
    );
  });

  it("to a deletion is told by the retry: the account is deleted, and the password is not called wrong", async () => {
    const { faults, browser } = await startNode();
    const person = await signUpPerson(app);
    const here = await signInPerson({ browser }, person);
    faults.set("DeleteUser", lost);
    const deletion = here.browser.sdk.deleteAccount({ input: { password: person.password } });
    expect((await catchRequestError(deletion)).status).toBe(503);
    const { deleteAccount } = await here.browser.sdk.deleteAccount({ input: { password: person.password } });
    expectState(deleteAccount, "AccountDeleted");
    expect(await app.db.select().from(users).where(eq(users.email, person.email))).toEqual([]);
  });

  it("to a deletion that was not made leaves the account, and the retry checks the password", async () => {
    const { faults, browser } = await startNode();
    const person = await signUpPerson(app);
    const here = await signInPerson({ browser }, person);
    faults.set("DeleteUser", { kind: "refused" });
    const { deleteAccount: remove } = here.browser.sdk;
    expect((await catchRequestError(remove({ input: { password: person.password } }))).status).toBe(503);
    faults.clear();
    const wrong = await remove({ input: { password: "not the pass phrase" } });
    expect(problemsOf(wrong.deleteAccount)).toEqual(["INVALID_CREDENTIALS password"]);
    expectState((await remove({ input: { password: person.password } })).deleteAccount, "AccountDeleted");
  });

  it("to a deletion is compensated: the rest is deleted a minute later", async () => {
    const { faults, browser } = await startNode();
    const person = await signUpPerson(app);
    const here = await signInPerson({ browser }, person);
    faults.set("DeleteUser", lost);
    const deletion = here.browser.sdk.deleteAccount({ input: { password: person.password } });
    expect((await catchRequestError(deletion)).status).toBe(503);
    app.advance({ minutes: 2 });
    const next = await app.startNode();
    await eventually(async () =>
      expect(await app.db.select().from(users).where(eq(users.email, person.email))).toEqual([]),
    );
    const stranger = next.browser();
    stranger.useAccessToken(person.accessToken);
    expect((await catchRequestError(stranger.sdk.viewer())).reason).toBe("TOKEN_INVALID");
  });

  it("to GetUser after a change of address does not keep the old address", async () => {
    const { faults, browser } = await startNode();
    const person = await signUpPerson(app);
    const here = await signInPerson({ browser }, person);
    const { email } = newAccount();
    await here.browser.sdk.changeEmail({ input: { email } });
    faults.set("GetUser", lost);
    const { confirmEmail } = await here.browser.sdk.confirmEmail({
      input: { code: await newestCode(app, email) },
    });
    expect(expectState(confirmEmail, "Viewer")).toMatchObject({ email, emailVerified: true });
  });
});
