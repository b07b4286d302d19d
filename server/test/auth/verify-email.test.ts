import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newAccount, newestCode, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { localUserPoolId as UserPoolId, startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

type Account = { email: string; password: string };

async function confirmedByAdministrator(): Promise<Account> {
  const { email, password, name, handle } = newAccount();
  await app.sdk.signUp({ input: { email, password, name, handle } });
  await app.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId, Username: email }));
  return { email, password };
}

async function createdByAdministrator(): Promise<Account> {
  const { email, password, name } = newAccount();
  const UserAttributes = [
    { Name: "email", Value: email },
    { Name: "name", Value: name },
  ];
  await app.cognito.send(
    new AdminCreateUserCommand({ UserPoolId, Username: email, MessageAction: "SUPPRESS", UserAttributes }),
  );
  await app.cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password: password, Permanent: true }),
  );
  return { email, password };
}

async function clearFlag({ email }: Account): Promise<void> {
  const UserAttributes = [{ Name: "email_verified", Value: "false" }];
  await app.cognito.send(
    new AdminUpdateUserAttributesCommand({ UserPoolId, Username: email, UserAttributes }),
  );
}

async function withClearedFlag(): Promise<Account> {
  const person = await signUpPerson(app);
  await clearFlag(person);
  return person;
}

describe("an own address that is not verified", () => {
  it.each([
    ["confirmed by an administrator", confirmedByAdministrator],
    ["created by an administrator", createdByAdministrator],
    ["whose flag was cleared", withClearedFlag],
  ])("is verified by a code, and then recovers the account: %s", async (_case, make) => {
    const { email, password } = await make();
    const browser = app.browser();
    const { signIn } = await browser.sdk.signIn({ input: { identifier: email, password } });
    const { session } = expectState(signIn, "SignedIn");
    browser.useAccessToken(session.accessToken);
    expect(session.viewer.emailVerified).toBe(false);

    const { changeEmail } = await browser.sdk.changeEmail({ input: { email: email.toUpperCase() } });
    expectState(changeEmail, "CodeSent");
    const wrong = await browser.sdk.confirmEmail({ input: { code: "000000" } });
    expect(problemsOf(wrong.confirmEmail)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);
    const { confirmEmail } = await browser.sdk.confirmEmail({
      input: { code: await newestCode(app, email) },
    });
    expect(expectState(confirmEmail, "Viewer")).toMatchObject({ email, emailVerified: true });
    expect((await browser.sdk.viewer()).viewer?.emailVerified).toBe(true);
    const again = await browser.sdk.changeEmail({ input: { email } });
    expect(problemsOf(again.changeEmail)).toEqual(["INVALID_INPUT email"]);

    await app.sdk.forgotPassword({ input: { identifier: email } });
    const { password: newPassword } = newAccount();
    const code = await newestCode(app, email);
    await app.sdk.confirmForgotPassword({ input: { identifier: email, code, newPassword } });
    await signInPerson(app, { ...(await signUpPerson(app)), email, password: newPassword });
  });

  it("is known by the pool: a flag that was cleared during the session counts", async () => {
    const person = await signUpPerson(app);
    await clearFlag(person);
    const { sdk } = person.browser;
    expectState((await sdk.changeEmail({ input: { email: person.email } })).changeEmail, "CodeSent");
    expect((await sdk.viewer()).viewer?.emailVerified).toBe(false);
  });

  it("gets the code also after a change to another address was begun", async () => {
    const person = await signUpPerson(app);
    await clearFlag(person);
    const { sdk } = person.browser;
    const other = newAccount().email;
    expectState((await sdk.changeEmail({ input: { email: other } })).changeEmail, "CodeSent");
    expectState((await sdk.changeEmail({ input: { email: person.email } })).changeEmail, "CodeSent");
    const code = await newestCode(app, person.email);
    const { confirmEmail } = await sdk.confirmEmail({ input: { code } });
    expect(expectState(confirmEmail, "Viewer")).toMatchObject({ email: person.email, emailVerified: true });
  });
});
