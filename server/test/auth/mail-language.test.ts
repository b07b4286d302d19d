import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Account, newAccount, newestCode, signUpPerson } from "../support/app/builders.ts";
import { expectState } from "../support/app/expectations.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const subjects = {
  code: { en: "Your Cruddur code", fr: "Votre code Cruddur", ar: "رمزك في Cruddur" },
  exists: {
    en: "You have a Cruddur account already",
    fr: "Vous avez déjà un compte Cruddur",
    ar: "لديك حساب في Cruddur بالفعل",
  },
  password: {
    en: "Your Cruddur password was changed",
    fr: "Votre mot de passe Cruddur a changé",
    ar: "تغيّرت كلمة مرورك في Cruddur",
  },
};

const accept = (language: string) => ({ headers: { "accept-language": language } });

/** The subjects of the mails to somebody, the oldest first. */
async function subjectsOf({ email }: Pick<Account, "email">): Promise<string[]> {
  return (await app.mails(email)).map(({ subject }) => subject).toReversed();
}

describe.each([
  ["fr", "fr-CA, en;q=0.5"],
  ["ar", "ar"],
  ["en", "de, pt;q=0.3"],
] as const)("mail is in %s for a request that asks for %s", (language, header) => {
  it("with the codes of a sign-up, of another code, and of a recovery", async () => {
    const account = newAccount();
    const identifier = account.email;
    await app.sdk.signUp({ input: account }, accept(header));
    await app.sdk.resendConfirmationCode({ input: { identifier } }, accept(header));
    const { text, code } = await app.newestMail(identifier);
    expect(text).toContain(code);
    const confirmation = { identifier, code: await newestCode(app, identifier) };
    const { confirmSignUp } = await app.browser().sdk.confirmSignUp({ input: confirmation });
    expectState(confirmSignUp, "SignedIn");
    await app.sdk.forgotPassword({ input: { identifier } }, accept(header));
    expect(await subjectsOf(account)).toEqual(Array.from({ length: 3 }, () => subjects.code[language]));
  });

  it("with the notices of Cruddur", async () => {
    const person = await signUpPerson(app);
    await app.sdk.signUp({ input: newAccount({ email: person.email }) }, accept(header));
    const change = { currentPassword: person.password, newPassword: "another long pass phrase" };
    await person.browser.sdk.changePassword({ input: change }, accept(header));
    const notices = [subjects.exists[language], subjects.password[language]];
    await expect.poll(async () => await subjectsOf(person)).toEqual([subjects.code.en, ...notices]);
  });

  it("with the code of a new address", async () => {
    const { browser } = await signUpPerson(app);
    const { email } = newAccount();
    await browser.sdk.changeEmail({ input: { email } }, accept(header));
    expect(await subjectsOf({ email })).toEqual([subjects.code[language]]);
  });
});
