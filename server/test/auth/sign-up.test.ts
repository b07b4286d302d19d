import { SignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newAccount, newestCode, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { publicClientId, startTestApp, type TestApp } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

describe("signUp", () => {
  it("mails a code, and returns the masked address", async () => {
    const account = newAccount({ email: "worf.son.of.mogh@enterprise.example" });
    const { signUp } = await app.sdk.signUp({ input: account });
    expect(expectState(signUp, "CodeSent").codeDelivery).toMatchObject({
      destination: "w***@e***",
      medium: "EMAIL",
    });
    expect(await newestCode(app, account.email)).toMatch(/^\d{6}$/);
  });

  it.each([
    ["email", { email: "not an address" }, "INVALID_INPUT email"],
    [
      "email that is too long",
      { email: `${"a".repeat(64)}@${"b".repeat(60)}.example` },
      "INVALID_INPUT email",
    ],
    ["name", { name: "  " }, "INVALID_INPUT name"],
    ["name of invisible characters", { name: "\u200b\u3164" }, "INVALID_INPUT name"],
    ["name that reverses the text direction", { name: "Worf\u202e" }, "INVALID_INPUT name"],
    ["password with a NUL", { password: "a long\0pass phrase" }, "INVALID_INPUT password"],
    [
      "password with half a surrogate pair",
      { password: "a long pass phrase\ud800" },
      "INVALID_INPUT password",
    ],
    ["name with a NUL", { name: "Da\0ta" }, "INVALID_INPUT name"],
    ["handle", { handle: "no spaces" }, "INVALID_INPUT handle"],
    ["handle that is too long", { handle: "a".repeat(31) }, "INVALID_INPUT handle"],
    ["password", { password: "short" }, "PASSWORD_POLICY password MINIMUM_LENGTH"],
    ["password that is too long", { password: "x".repeat(257) }, "PASSWORD_POLICY password MAXIMUM_LENGTH"],
    [
      "password with a trailing space",
      { password: "a long pass phrase " },
      "PASSWORD_POLICY password NO_SURROUNDING_SPACE",
    ],
  ])("names the invalid field: %s", async (_case, wrong, problem) => {
    const { signUp } = await app.sdk.signUp({ input: newAccount(wrong) });
    expect(problemsOf(signUp)).toEqual([problem]);
  });

  it("names all invalid fields at once, and creates no account", async () => {
    const wrong = { email: "x", password: "short", name: "", handle: "?" };
    const { signUp } = await app.sdk.signUp({ input: wrong });
    expect(problemsOf(signUp)).toEqual([
      "INVALID_INPUT email",
      "PASSWORD_POLICY password MINIMUM_LENGTH",
      "INVALID_INPUT name",
      "INVALID_INPUT handle",
    ]);
  });

  it("accepts a passphrase of 64 lower-case letters and spaces", async () => {
    const { signUp } = await app.sdk.signUp({
      input: newAccount({ password: "resistance is futile ".repeat(4).slice(0, 64) }),
    });
    expect(signUp.__typename).toBe("CodeSent");
  });

  it("requires 12 characters of a password, here and at the pool", async () => {
    const short = await app.sdk.signUp({ input: newAccount({ password: "eleven char" }) });
    expect(problemsOf(short.signUp)).toEqual(["PASSWORD_POLICY password MINIMUM_LENGTH"]);
    const enough = await app.sdk.signUp({ input: newAccount({ password: "twelve chars" }) });
    expect(enough.signUp.__typename).toBe("CodeSent");
    const signUpAtPool = async (Password: string): Promise<unknown> =>
      await app.cognito.send(
        new SignUpCommand({
          ClientId: publicClientId,
          Username: newAccount().email,
          Password,
          UserAttributes: [
            { Name: "name", Value: "Troi" },
            { Name: "preferred_username", Value: newAccount().handle },
          ],
        }),
      );
    await expect(signUpAtPool("eleven char")).rejects.toMatchObject({ name: "InvalidPasswordException" });
    await signUpAtPool("twelve chars");
  });

  it("rejects a handle that another user has, whatever its case", async () => {
    const { handle } = await signUpPerson(app);
    const { signUp } = await app.sdk.signUp({ input: newAccount({ handle: handle.toUpperCase() }) });
    expect(problemsOf(signUp)).toEqual(["HANDLE_TAKEN handle"]);
  });

  it("reserves the handle for a day, however often the code is sent again or the sign-up is repeated", async () => {
    const holder = newAccount();
    await app.sdk.signUp({ input: holder });
    app.advance({ hours: 23 });
    await app.sdk.resendConfirmationCode({ input: { identifier: holder.email } });
    await app.sdk.signUp({ input: holder });
    const other = newAccount({ handle: holder.handle });
    expect(problemsOf((await app.sdk.signUp({ input: other })).signUp)).toEqual(["HANDLE_TAKEN handle"]);
    app.advance({ hours: 2 });
    expectState((await app.sdk.signUp({ input: other })).signUp, "CodeSent");
  });

  it("reserves the handle until the sign-up is confirmed, and frees it after a day", async () => {
    const first = newAccount();
    await app.sdk.signUp({ input: first });
    const rival = newAccount({ handle: first.handle });
    expect(problemsOf((await app.sdk.signUp({ input: rival })).signUp)).toEqual(["HANDLE_TAKEN handle"]);
    app.advance({ hours: 25 });
    expect((await app.sdk.signUp({ input: rival })).signUp.__typename).toBe("CodeSent");
  });

  it("can be repeated: the newest sign-up of an address counts, with its password, name and handle", async () => {
    const first = newAccount();
    const second = { ...newAccount(), email: first.email, name: "The real owner" };
    await app.sdk.signUp({ input: first });
    await app.sdk.signUp({ input: second });
    const { confirmSignUp } = await app.sdk.confirmSignUp({
      input: { identifier: first.email, code: await newestCode(app, first.email) },
    });
    expect(expectState(confirmSignUp, "SignedIn").session.viewer).toMatchObject({
      name: "The real owner",
      handle: second.handle,
    });
    const old = await app.sdk.signIn({
      input: { identifier: first.email, password: "another long pass phrase" },
    });
    expect(problemsOf(old.signIn)).toEqual(["INVALID_CREDENTIALS"]);
    // The handle of the replaced sign-up is free again.
    expect((await app.sdk.signUp({ input: newAccount({ handle: first.handle }) })).signUp.__typename).toBe(
      "CodeSent",
    );
  });

  it("leaves one account when an address signs up several times at once", async () => {
    const account = newAccount();
    const answers = await Promise.all(Array.from({ length: 3 }, () => app.sdk.signUp({ input: account })));
    expect(answers.map(({ signUp }) => signUp.__typename)).toEqual(Array(3).fill("CodeSent"));
    // One account and its code are left; it need not be the code of the newest mail.
    const states: string[] = [];
    for (const { code } of await app.mails(account.email)) {
      const input = { identifier: account.email, code: code ?? "" };
      states.push((await app.sdk.confirmSignUp({ input })).confirmSignUp.__typename);
    }
    expect(states.filter((state) => state === "SignedIn").length).toBe(1);
  });

  it("keeps the handle of a pending sign-up when a repeated one is rejected", async () => {
    const account = newAccount();
    await app.sdk.signUp({ input: account });
    const { handle: other } = await signUpPerson(app);
    const again = await app.sdk.signUp({ input: { ...account, handle: other } });
    expect(problemsOf(again.signUp)).toEqual(["HANDLE_TAKEN handle"]);
    const stranger = await app.sdk.signUp({ input: newAccount({ handle: account.handle }) });
    expect(problemsOf(stranger.signUp)).toEqual(["HANDLE_TAKEN handle"]);
  });

  it("responds for an address with an account as for a new one, and changes nothing", async () => {
    const person = await signUpPerson(app);
    const stranger = newAccount({ email: person.email, password: "a stranger's pass phrase" });
    const { signUp } = await app.sdk.signUp({ input: stranger });
    expect(signUp.__typename).toBe("CodeSent");
    const { signIn } = await app.sdk.signIn({
      input: { identifier: person.email, password: person.password },
    });
    expect(expectState(signIn, "SignedIn").session.viewer.handle).toBe(person.handle);
  });
});

describe("a sign-up in a browser", () => {
  it("cannot be taken over by a stranger who signs up later: the newest code does not confirm theirs in this browser", async () => {
    const owner = app.browser();
    const account = newAccount();
    const { email } = account;
    await owner.sdk.signUp({ input: account });
    const stranger = newAccount({ email, password: "a stranger's pass phrase" });
    await app.sdk.signUp({ input: stranger });
    const { confirmSignUp } = await owner.sdk.confirmSignUp({
      input: { identifier: email, code: await newestCode(app, email) },
    });
    expect(problemsOf(confirmSignUp)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);

    expectState((await owner.sdk.signUp({ input: account })).signUp, "CodeSent");
    const again = await owner.sdk.confirmSignUp({
      input: { identifier: email, code: await newestCode(app, email) },
    });
    expect(expectState(again.confirmSignUp, "SignedIn").session.viewer.handle).toBe(account.handle);
    const late = await app.sdk.signIn({ input: { identifier: email, password: stranger.password } });
    expect(problemsOf(late.signIn)).toEqual(["INVALID_CREDENTIALS"]);
  });

  it("is remembered in an HttpOnly cookie", async () => {
    const browser = app.browser();
    const [first, second] = [newAccount(), newAccount()];
    await browser.sdk.signUp({ input: first });
    await browser.sdk.signUp({ input: second });
    expect(browser.lastSetCookies()).toEqual([
      expect.stringMatching(/^cruddur_sign_up=[\w-]{64}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    for (const { email } of [first, second]) {
      const input = { identifier: email, code: await newestCode(app, email) };
      expectState((await browser.sdk.confirmSignUp({ input })).confirmSignUp, "SignedIn");
    }
  });
});

describe("confirmSignUp in the browser that signed up", () => {
  it("says that the account is confirmed, if it is sent twice", async () => {
    const browser = app.browser();
    const account = newAccount();
    await browser.sdk.signUp({ input: account });
    const input = { identifier: account.email, code: await newestCode(app, account.email) };
    const states = await Promise.all([1, 2].map(() => browser.sdk.confirmSignUp({ input })));
    states.push(await browser.sdk.confirmSignUp({ input }));
    expect(states.map(({ confirmSignUp }) => confirmSignUp.__typename).toSorted()).toEqual([
      "SignInRequired",
      "SignInRequired",
      "SignedIn",
    ]);
    // Others do not learn it: neither without the cookie, nor with that of a later sign-up.
    const stranger = app.browser();
    for (const sdk of [app.sdk, stranger.sdk]) {
      expect(problemsOf((await sdk.confirmSignUp({ input })).confirmSignUp)).toEqual([
        "INVALID_OR_EXPIRED_CODE code",
      ]);
      await stranger.sdk.signUp({ input: newAccount({ email: account.email }) });
    }
  });
});

describe("confirmSignUp", () => {
  it("signs in, with the profile of the sign-up", async () => {
    const account = newAccount({ email: "Guinan@Enterprise.example", handle: "Guinan" });
    await app.sdk.signUp({ input: account });
    const browser = app.browser();
    const code = await newestCode(app, account.email);
    const { confirmSignUp } = await browser.sdk.confirmSignUp({ input: { identifier: account.email, code } });
    const { session } = expectState(confirmSignUp, "SignedIn");
    expect(session.refreshToken).toBeNull();
    expect(session.viewer).toMatchObject({
      email: "guinan@enterprise.example",
      emailVerified: true,
      name: account.name,
      handle: "guinan",
    });
    browser.useAccessToken(session.accessToken);
    expect((await browser.sdk.viewer()).viewer?.id).toBe(session.viewer.id);
  });

  it("accepts a pasted code with spaces", async () => {
    const account = newAccount();
    await app.sdk.signUp({ input: account });
    const code = await newestCode(app, account.email);
    const pasted = ` ${code.slice(0, 3)} ${code.slice(3)}\n`;
    const { confirmSignUp } = await app.sdk.confirmSignUp({
      input: { identifier: account.email, code: pasted },
    });
    expect(confirmSignUp.__typename).toBe("SignedIn");
  });

  it("responds alike to wrong, used and expired codes, and to unknown and confirmed addresses", async () => {
    const account = newAccount();
    await app.sdk.signUp({ input: account });
    const code = await newestCode(app, account.email);
    const wrong = code === "000000" ? "000001" : "000000";
    const attempt = async (email: string, value: string) =>
      problemsOf((await app.sdk.confirmSignUp({ input: { identifier: email, code: value } })).confirmSignUp);

    expect(await attempt(account.email, wrong)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);
    expect(await attempt("nobody@enterprise.example", code)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);
    app.advance({ hours: 25 });
    expect(await attempt(account.email, code)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);

    const person = await signUpPerson(app);
    expect(await attempt(person.email, await newestCode(app, person.email))).toEqual([
      "INVALID_OR_EXPIRED_CODE code",
    ]);
  });

  it("accepts a code once under parallel submission", async () => {
    const account = newAccount();
    await app.sdk.signUp({ input: account });
    const input = { identifier: account.email, code: await newestCode(app, account.email) };
    const answers = await Promise.all([1, 2, 3].map(() => app.sdk.confirmSignUp({ input })));
    expect(answers.filter(({ confirmSignUp }) => confirmSignUp.__typename === "SignedIn").length).toBe(1);
  });
});

describe("resendConfirmationCode", () => {
  it("sends the owner of an account the notice that another sign-up sends", async () => {
    const { email } = await signUpPerson(app);
    await app.browser().sdk.signUp({ input: newAccount({ email }) });
    await eventually(async () => expect((await app.newestMail(email)).code).toBeNull());
    const { subject } = await app.newestMail(email);
    const count = (await app.mails(email)).length;
    const { resendConfirmationCode } = await app.sdk.resendConfirmationCode({ input: { identifier: email } });
    expect(resendConfirmationCode.__typename).toBe("CodeSent");
    await eventually(async () => expect(await app.mails(email)).toHaveLength(count + 1));
    expect(await app.newestMail(email)).toMatchObject({ code: null, subject });
  });

  it("mails a new code that replaces the old one", async () => {
    const account = newAccount();
    await app.sdk.signUp({ input: account });
    const old = await newestCode(app, account.email);
    const { resendConfirmationCode } = await app.sdk.resendConfirmationCode({
      input: { identifier: account.email },
    });
    expect(resendConfirmationCode.__typename).toBe("CodeSent");
    const code = await newestCode(app, account.email);
    if (code !== old) {
      const refused = await app.sdk.confirmSignUp({ input: { identifier: account.email, code: old } });
      expect(refused.confirmSignUp.__typename).toBe("Rejected");
    }
    const { confirmSignUp } = await app.sdk.confirmSignUp({ input: { identifier: account.email, code } });
    expect(confirmSignUp.__typename).toBe("SignedIn");
  });

  it("responds alike for pending, confirmed and unknown addresses, and mails a code only to the first", async () => {
    const waiting = newAccount({ email: "a.waiting@enterprise.example" });
    await app.sdk.signUp({ input: waiting });
    const confirmed = await signUpPerson(app, { email: "a.confirmed@enterprise.example" });
    const mailsBefore = (await app.mails(confirmed.email)).length;
    const emails = [waiting.email, confirmed.email, "a.nobody@enterprise.example"];
    const answers = await Promise.all(
      emails.map((email) => app.sdk.resendConfirmationCode({ input: { identifier: email } })),
    );
    expect(
      new Set(answers.map((answer, index) => JSON.stringify(answer).replace(emails[index] ?? "", ""))).size,
    ).toBe(1);
    expect((await app.mails(waiting.email)).length).toBe(2);
    await eventually(async () => expect(await app.mails(confirmed.email)).toHaveLength(mailsBefore + 1));
    expect((await app.newestMail(confirmed.email)).code).toBeNull();
    expect(await app.mails("a.nobody@enterprise.example")).toEqual([]);
  });
});
