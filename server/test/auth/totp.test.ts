import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { totpCode, wrongTotpCode } from "../../local-user-pool/clients/authenticator.ts";
import { sessions } from "../../sessions/sessions-table.ts";
import { newAccount, type Person, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** Signs up a user with an authenticator app, whose next code has not been used. */
async function signUpWithTotp(): Promise<Person & { secret: string }> {
  const person = await signUpPerson(app);
  const { setUpTotp } = await person.browser.sdk.setUpTotp();
  const { secret } = expectState(setUpTotp, "TotpSetUp");
  const { confirmTotp } = await person.browser.sdk.confirmTotp({
    input: { code: totpCode(secret, app.now()), deviceName: "Tricorder" },
  });
  expectState(confirmTotp, "Viewer");
  app.advance({ seconds: 31 });
  return { ...person, secret };
}

async function openChallenge({ email, password }: Person) {
  const { signIn } = await app.sdk.signIn({ input: { identifier: email, password } });
  return expectState(signIn, "ChallengeRequired").challenge;
}

describe("TOTP", () => {
  it("is required at each sign-in once it is confirmed with a code", async () => {
    const person = await signUpPerson(app);
    const { browser, email, password } = person;
    expect((await browser.sdk.account()).viewer?.totpEnabled).toBe(false);
    const { setUpTotp } = await browser.sdk.setUpTotp();
    const { secret, otpauthUri } = expectState(setUpTotp, "TotpSetUp");
    const uri = new URL(otpauthUri);
    expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
      "otpauth:",
      "totp",
      `/Cruddur:${email}`,
    ]);
    expect([uri.searchParams.get("secret"), uri.searchParams.get("issuer")]).toEqual([secret, "Cruddur"]);
    // The app is not confirmed yet.
    expect((await app.sdk.signIn({ input: { identifier: email, password } })).signIn.__typename).toBe(
      "SignedIn",
    );

    const wrong = await browser.sdk.confirmTotp({ input: { code: wrongTotpCode(secret, app.now()) } });
    expect(problemsOf(wrong.confirmTotp)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);
    const spaced = totpCode(secret, app.now()).replace(/^(...)/, "$1 ");
    const { confirmTotp } = await browser.sdk.confirmTotp({ input: { code: spaced } });
    expect(expectState(confirmTotp, "Viewer").totpEnabled).toBe(true);
    await eventually(async () =>
      expect((await app.newestMail(email)).subject).toContain("authenticator app"),
    );

    app.advance({ seconds: 31 });
    const challenge = await openChallenge(person);
    expect(challenge).toMatchObject({ name: "SOFTWARE_TOKEN_MFA", totpSecret: null, codeDelivery: null });
    const input = { challengeToken: challenge.token, code: totpCode(secret, app.now()) };
    const { respondToChallenge } = await app.sdk.respondToChallenge({ input });
    expect(expectState(respondToChallenge, "SignedIn").session.viewer.email).toBe(email);
    const again = await app.sdk.respondToChallenge({ input });
    expect(problemsOf(again.respondToChallenge)).toEqual(["CHALLENGE_EXPIRED challengeToken"]);
  });

  it("allows five wrong codes for a challenge, even sent at once, and then rejects the right one", async () => {
    const person = await signUpWithTotp();
    const { token: challengeToken } = await openChallenge(person);
    const answer = async (code: string) =>
      (await app.sdk.respondToChallenge({ input: { challengeToken, code } })).respondToChallenge;
    const code = wrongTotpCode(person.secret, app.now());
    const answers = await Promise.all(Array.from({ length: 12 }, () => answer(code)));
    const checked = answers.filter((each) => problemsOf(each)[0]?.startsWith("INVALID_OR_EXPIRED_CODE"));
    expect(checked.length).toBeLessThanOrEqual(5);
    expect(problemsOf(await answer(totpCode(person.secret, app.now())))[0]).toMatch(
      /^(CHALLENGE_EXPIRED|RATE_LIMITED)/,
    );
  });

  it("accepts the code after strangers have guessed other codes of the account", async () => {
    const person = await signUpWithTotp();
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await app.sdk.confirmSignUp({ input: { identifier: person.email, code: "000000" } });
    }
    const { token: challengeToken } = await openChallenge(person);
    const code = totpCode(person.secret, app.now());
    const { respondToChallenge } = await app.sdk.respondToChallenge({ input: { challengeToken, code } });
    expect(respondToChallenge.__typename).toBe("SignedIn");
  });

  it("does not reset the limit of other kinds of codes", async () => {
    const { browser } = await signUpPerson(app);
    await browser.sdk.changeEmail({ input: { email: newAccount().email } });
    for (let attempt = 0; attempt < 5; attempt += 1)
      await browser.sdk.confirmEmail({ input: { code: "000000" } });
    const { secret } = expectState((await browser.sdk.setUpTotp()).setUpTotp, "TotpSetUp");
    await browser.sdk.confirmTotp({ input: { code: totpCode(secret, app.now()) } });
    const { confirmEmail } = await browser.sdk.confirmEmail({ input: { code: "000000" } });
    expect(problemsOf(confirmEmail)).toEqual(["RATE_LIMITED"]);
  });

  it("accepts a code once", async () => {
    const person = await signUpWithTotp();
    const code = totpCode(person.secret, app.now());
    const [first, second] = [await openChallenge(person), await openChallenge(person)];
    const right = await app.sdk.respondToChallenge({ input: { challengeToken: first.token, code } });
    expectState(right.respondToChallenge, "SignedIn");
    const replayed = await app.sdk.respondToChallenge({ input: { challengeToken: second.token, code } });
    expect(problemsOf(replayed.respondToChallenge)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);
  });

  it("is still required after a password reset, and can be disabled", async () => {
    const person = await signUpWithTotp();
    const { email, secret } = person;
    await app.sdk.forgotPassword({ input: { identifier: email } });
    const { code } = await app.newestMail(email);
    const newPassword = "quite another pass phrase";
    const { confirmForgotPassword } = await app.sdk.confirmForgotPassword({
      input: { identifier: email, code: code ?? "", newPassword },
    });
    const { challenge } = expectState(confirmForgotPassword, "ChallengeRequired");
    const browser = app.browser();
    const { respondToChallenge } = await browser.sdk.respondToChallenge({
      input: { challengeToken: challenge.token, code: totpCode(secret, app.now()) },
    });
    browser.useAccessToken(expectState(respondToChallenge, "SignedIn").session.accessToken);
    const { disableTotp } = await browser.sdk.disableTotp();
    expect(expectState(disableTotp, "Viewer").totpEnabled).toBe(false);
    const { signIn } = await app.sdk.signIn({ input: { identifier: email, password: newPassword } });
    expect(signIn.__typename).toBe("SignedIn");
  });

  it("cannot be disabled or replaced by a session whose sign-in showed no second factor", async () => {
    const person = await signUpWithTotp();
    const { sdk, useAccessToken } = person.browser;
    const attempts = async () => [(await sdk.disableTotp()).disableTotp, (await sdk.setUpTotp()).setUpTotp];
    // The session that enabled it signed in with the password alone.
    for (const answer of await attempts()) expect(problemsOf(answer)).toEqual(["REAUTHENTICATION_REQUIRED"]);
    expect((await sdk.account()).viewer?.totpEnabled).toBe(true);
    // Neither does a refresh change that.
    const { refreshSession } = await sdk.refreshSession({});
    useAccessToken(expectState(refreshSession, "SignedIn").session.accessToken);
    for (const answer of await attempts()) expect(problemsOf(answer)).toEqual(["REAUTHENTICATION_REQUIRED"]);

    const { token: challengeToken } = await openChallenge(person);
    const code = totpCode(person.secret, app.now());
    const { respondToChallenge } = await sdk.respondToChallenge({ input: { challengeToken, code } });
    useAccessToken(expectState(respondToChallenge, "SignedIn").session.accessToken);
    for (const answer of (await attempts()).toReversed()) expect(answer.__typename).not.toBe("Rejected");
    expect((await sdk.account()).viewer?.totpEnabled).toBe(false);
  });

  it("cannot be disabled by a session of the previous version, which did not record the factor", async () => {
    const person = await signUpWithTotp();
    const { browser } = person;
    const { token: challengeToken } = await openChallenge(person);
    const { respondToChallenge } = await browser.sdk.respondToChallenge({
      input: { challengeToken, code: totpCode(person.secret, app.now()) },
    });
    browser.useAccessToken(expectState(respondToChallenge, "SignedIn").session.accessToken);
    const [current] = (await browser.sdk.account()).viewer?.sessions ?? [];
    await app.db
      .update(sessions)
      .set({ secondFactor: null })
      .where(eq(sessions.id, current?.id ?? ""));
    expect(problemsOf((await browser.sdk.disableTotp()).disableTotp)).toEqual(["REAUTHENTICATION_REQUIRED"]);
  });

  it("is off already for an account without it: disableTotp changes nothing, and sends no mail", async () => {
    const { browser, email } = await signUpPerson(app);
    const { disableTotp } = await browser.sdk.disableTotp();
    expect(expectState(disableTotp, "Viewer").totpEnabled).toBe(false);
    // The next notice comes after it.
    const { secret } = expectState((await browser.sdk.setUpTotp()).setUpTotp, "TotpSetUp");
    await browser.sdk.confirmTotp({ input: { code: totpCode(secret, app.now()) } });
    await eventually(async () =>
      expect((await app.newestMail(email)).subject).toContain("authenticator app"),
    );
    expect((await app.mails(email)).map(({ subject }) => subject)).not.toContainEqual(
      expect.stringContaining("no longer"),
    );
  });

  it("rejects malformed codes", async () => {
    const { browser } = await signUpPerson(app);
    for (const code of ["", "12345", "1234567", "abcdef", "12345\0"]) {
      const { confirmTotp } = await browser.sdk.confirmTotp({ input: { code } });
      expect(problemsOf(confirmTotp)).toEqual(["INVALID_INPUT code"]);
    }
    // Without setUpTotp there is no secret.
    const { confirmTotp } = await browser.sdk.confirmTotp({ input: { code: "123456" } });
    expect(problemsOf(confirmTotp)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);
  });
});
