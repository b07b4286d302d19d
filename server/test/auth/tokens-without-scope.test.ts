import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  UpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { totpCode } from "../../local-user-pool/clients/authenticator.ts";
import { newAccount, newestCode, type Person, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { dropUserScope } from "../support/app/drop-user-scope.ts";
import { changeToken } from "../support/app/sign-token.ts";
import { catchRequestError, expectState, problemsOf } from "../support/app/expectations.ts";
import { post } from "../support/app/feed-actions.ts";
import { localUserPoolId as UserPoolId, startTestApp, type TestApp } from "../support/app/test-app.ts";

// The access token lacks aws.cognito.signin.user.admin: a pre-token-generation trigger of the pool has dropped it.

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** Signs up a person whose token has no scope, as a refresh ten seconds after the sign-in issues it. */
async function signUpWithoutScope(): Promise<Person> {
  const person = await signUpPerson(app);
  const iat = Math.floor(app.now().getTime() / 1000);
  const accessToken = await dropUserScope(app, person.accessToken, { auth_time: iat - 10 });
  person.browser.useAccessToken(accessToken);
  return { ...person, accessToken };
}

const attributesOf = async ({ email }: { email: string }) =>
  Object.fromEntries(
    (await app.cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email }))).UserAttributes?.map(
      ({ Name, Value }) => [Name, Value],
    ) ?? [],
  );

const newPassword = "quite another pass phrase";

describe("with an access token without the user scope", () => {
  it("the API reads, posts and shows the settings; the pool refuses it", async () => {
    const { browser, handle, accessToken, email } = await signUpWithoutScope();
    await post(browser.sdk, "By a token without scope.");
    expect((await browser.sdk.account()).viewer).toMatchObject({ handle, totpEnabled: false });
    const change = new UpdateUserAttributesCommand({
      AccessToken: accessToken,
      UserAttributes: [{ Name: "email", Value: newAccount().email }],
    });
    await expect(app.cognito.send(change)).rejects.toThrow("required scopes");
    expect(await attributesOf({ email })).toMatchObject({ email });
  });

  it("the profile changes here and at the pool", async () => {
    const { browser, email } = await signUpWithoutScope();
    const { handle } = newAccount();
    const { updateProfile } = await browser.sdk.updateProfile({ input: { name: "Q", handle } });
    expect(expectState(updateProfile, "Viewer")).toMatchObject({ name: "Q", handle });
    expect(await attributesOf({ email })).toMatchObject({ name: "Q", preferred_username: handle });
  });

  it("the password changes after the right one, and ends the other sessions", async () => {
    const person = await signUpWithoutScope();
    const other = await signInPerson(app, person);
    const { sdk } = person.browser;
    const change = async (currentPassword: string, chosen = newPassword) =>
      (await sdk.changePassword({ input: { currentPassword, newPassword: chosen } })).changePassword;
    expect(problemsOf(await change("not the pass phrase"))).toEqual(["INVALID_CREDENTIALS currentPassword"]);
    expectState(await change(person.password), "PasswordChanged");
    expect((await catchRequestError(other.browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
    expect((await sdk.viewer()).viewer?.handle).toBe(person.handle);
    await signInPerson(app, { ...person, password: newPassword });
    const { signIn } = await app.sdk.signIn({
      input: { identifier: person.email, password: person.password },
    });
    expect(problemsOf(signIn)).toEqual(["INVALID_CREDENTIALS"]);
  });

  it("an authenticator app is disabled", async () => {
    const person = await signUpPerson(app);
    const { sdk } = person.browser;
    const { secret } = expectState((await sdk.setUpTotp()).setUpTotp, "TotpSetUp");
    await sdk.confirmTotp({ input: { code: totpCode(secret, app.now()) } });
    app.advance({ seconds: 30 });
    const { signIn } = await sdk.signIn({ input: { identifier: person.email, password: person.password } });
    const { token: challengeToken } = expectState(signIn, "ChallengeRequired").challenge;
    const answer = { challengeToken, code: totpCode(secret, app.now()) };
    const { respondToChallenge } = await sdk.respondToChallenge({ input: answer });
    const { accessToken } = expectState(respondToChallenge, "SignedIn").session;
    person.browser.useAccessToken(await dropUserScope(app, accessToken));
    expect((await sdk.account()).viewer?.totpEnabled).toBe(true);
    expect(expectState((await sdk.disableTotp()).disableTotp, "Viewer").totpEnabled).toBe(false);
    await signInPerson(app, person);
  });

  it("signing out everywhere ends the sessions at the pool", async () => {
    const { browser } = await signUpWithoutScope();
    expectState((await browser.sdk.signOutEverywhere()).signOutEverywhere, "SignedOut");
    expect(problemsOf((await browser.sdk.refreshSession({})).refreshSession)).toEqual(["SESSION_EXPIRED"]);
  });

  it("the account is deleted here and at the pool", async () => {
    const person = await signUpWithoutScope();
    const { deleteAccount } = await person.browser.sdk.deleteAccount({
      input: { password: person.password },
    });
    expectState(deleteAccount, "AccountDeleted");
    await expect(attributesOf(person)).rejects.toThrow("User does not exist");
    await signUpPerson(app, { email: person.email, handle: person.handle });
  });

  it("an account that is gone at the pool is refused", async () => {
    const { browser, email } = await signUpWithoutScope();
    await app.cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username: email }));
    expect((await catchRequestError(browser.sdk.account())).reason).toBe("TOKEN_INVALID");
    const rename = browser.sdk.updateProfile({ input: { name: "Ghost" } });
    expect((await catchRequestError(rename)).reason).toBe("TOKEN_INVALID");
  });

  /** The mutations for which Cognito has no operation by AWS permissions. */
  const requireScope = async ({ sdk }: Person["browser"]) => [
    (await sdk.setUpTotp()).setUpTotp,
    (await sdk.confirmTotp({ input: { code: "123456" } })).confirmTotp,
    (await sdk.changeEmail({ input: { email: newAccount().email } })).changeEmail,
    (await sdk.confirmEmail({ input: { code: "123456" } })).confirmEmail,
  ];

  it("a new address and an authenticator app require a new sign-in, whose token has the scope", async () => {
    const person = await signUpWithoutScope();
    for (const result of await requireScope(person.browser))
      expect(problemsOf(result)).toEqual(["REAUTHENTICATION_REQUIRED"]);
    const { browser } = await signInPerson(app, person);
    const { email } = newAccount();
    expectState((await browser.sdk.changeEmail({ input: { email } })).changeEmail, "CodeSent");
    const { confirmEmail } = await browser.sdk.confirmEmail({
      input: { code: await newestCode(app, email) },
    });
    expect(expectState(confirmEmail, "Viewer").email).toBe(email);
  });

  it("they are refused as unsupported where the token of the sign-in lacks the scope too", async () => {
    const person = await signUpPerson(app);
    person.browser.useAccessToken(await dropUserScope(app, person.accessToken));
    for (const result of await requireScope(person.browser))
      expect(problemsOf(result)).toEqual(["NOT_SUPPORTED"]);
  });

  it("other scopes in its place do not limit a token of the API's own app client", async () => {
    const person = await signUpWithoutScope();
    person.browser.useAccessToken(
      await changeToken(app, person.accessToken, { scope: "openid garden/water" }),
    );
    expect((await person.browser.sdk.account()).viewer?.handle).toBe(person.handle);
    await post(person.browser.sdk, "By a token with other scopes.");
  });

  it("a malformed scope is refused", async () => {
    const person = await signUpPerson(app);
    for (const scope of [" ", 7, null, ["openid"]]) {
      person.browser.useAccessToken(await dropUserScope(app, person.accessToken, { scope }));
      expect((await catchRequestError(person.browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
    }
  });
});
