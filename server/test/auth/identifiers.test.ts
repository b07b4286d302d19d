import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CreateUserPoolClientCommandInput,
  type CreateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newAccount, newestCode } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { startOnPool } from "../support/app/start-on-pool.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** Starts a node on a pool of its own, which verifies addresses by default. */
async function startOn(
  pool: Partial<CreateUserPoolCommandInput>,
  client: Partial<CreateUserPoolClientCommandInput> = {},
) {
  return await startOnPool(app, { pool: { AutoVerifiedAttributes: ["email"], ...pool }, client });
}

const password = "Today is a good day 1!";

/** Signs up, confirms, and returns what named the account. */
async function join(node: Pick<TestApp, "browser">, account: ReturnType<typeof newAccount>) {
  const { sdk } = node.browser();
  const sent = expectState((await sdk.signUp({ input: { ...account, password } })).signUp, "CodeSent");
  const code = await newestCode(app, account.email);
  const { confirmSignUp } = await sdk.confirmSignUp({ input: { identifier: sent.identifier, code } });
  expectState(confirmSignUp, "SignedIn");
  return sent;
}

describe("a pool that signs in by username", () => {
  it("takes the handle as the username, from sign-up to recovery", async () => {
    const node = await startOn({});
    const account = newAccount();
    const { identifier, codeDelivery } = await join(node, account);
    expect(identifier).toBe(account.handle);
    expect(codeDelivery).toMatchObject({ medium: "EMAIL", attribute: "email" });
    const { sdk } = node;
    const { signIn } = await sdk.signIn({ input: { identifier: account.handle.toUpperCase(), password } });
    expectState(signIn, "SignedIn");
    const sent = await sdk.forgotPassword({ input: { identifier: account.handle } });
    // Whose mailbox that is, is nobody's business.
    expect(expectState(sent.forgotPassword, "CodeSent").codeDelivery.destination).toBe("***");
    const code = await newestCode(app, account.email);
    const newPassword = "Another good day 2!";
    const reset = await sdk.confirmForgotPassword({
      input: { identifier: account.handle, code, newPassword },
    });
    expectState(reset.confirmForgotPassword, "SignedIn");
  });

  it("refuses a username that somebody has, and does not replace their unconfirmed account", async () => {
    const node = await startOn({});
    const first = newAccount();
    const { sdk } = node;
    const { UserPoolId } = node;
    await app.cognito.send(
      new AdminCreateUserCommand({ UserPoolId, Username: first.handle, MessageAction: "SUPPRESS" }),
    );
    const { signUp } = await sdk.signUp({ input: { ...newAccount({ handle: first.handle }), password } });
    expect(problemsOf(signUp)).toEqual(["HANDLE_TAKEN handle"]);
  });

  it("by e-mail address too where that is an alias", async () => {
    const node = await startOn({ AliasAttributes: ["email"] });
    const account = newAccount();
    await join(node, account);
    for (const identifier of [account.handle, account.email]) {
      const { signIn } = await node.sdk.signIn({ input: { identifier, password } });
      expect(signIn.__typename).toBe("SignedIn");
    }
  });

  it("takes an address as a username where that is no alias", async () => {
    const node = await startOn({});
    const Username = "worf@enterprise.example";
    const { UserPoolId } = node;
    await app.cognito.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: "SUPPRESS" }));
    const Password = password;
    await app.cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }),
    );
    const { signIn } = await node.sdk.signIn({ input: { identifier: Username, password } });
    expect(signIn.__typename).toBe("SignedIn");
  });
});

describe("a pool that signs in by e-mail address", () => {
  it.each([
    ["a phone number", "+1 (555) 0100", ["IDENTIFIER_NOT_SUPPORTED identifier"]],
    ["a username", "worf", ["IDENTIFIER_NOT_SUPPORTED identifier"]],
    ["nothing", "  ", ["INVALID_INPUT identifier"]],
    ["a malformed address", "worf@", ["INVALID_INPUT identifier"]],
  ])("says so of %s", async (_what, identifier, problems) => {
    const { signIn } = await app.sdk.signIn({ input: { identifier, password } });
    expect(problemsOf(signIn)).toEqual(problems);
    const { forgotPassword } = await app.sdk.forgotPassword({ input: { identifier } });
    expect(problemsOf(forgotPassword)).toEqual(problems);
    const { resendConfirmationCode } = await app.sdk.resendConfirmationCode({ input: { identifier } });
    expect(problemsOf(resendConfirmationCode)).toEqual(problems);
  });
});

describe("a pool that tells usernames apart by case", () => {
  it("sends them as they were typed", async () => {
    const node = await startOn({ UsernameConfiguration: { CaseSensitive: true } });
    const { UserPoolId } = node;
    const Password = password;
    for (const Username of ["Worf", "worf"]) {
      await app.cognito.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: "SUPPRESS" }));
      const change = { UserPoolId, Username, Password: `${Password}${Username}`, Permanent: true };
      await app.cognito.send(new AdminSetUserPasswordCommand(change));
    }
    for (const identifier of ["Worf", "worf"]) {
      const right = { identifier, password: `${Password}${identifier}` };
      expectState((await node.sdk.signIn({ input: right })).signIn, "SignedIn");
    }
    const other = { identifier: "Worf", password: `${Password}worf` };
    expect(problemsOf((await node.sdk.signIn({ input: other })).signIn)).toEqual(["INVALID_CREDENTIALS"]);
  });
});

describe("a pool that requires more attributes", () => {
  const Schema: CreateUserPoolCommandInput["Schema"] = [
    { Name: "email", AttributeDataType: "String", Required: true, Mutable: true },
    { Name: "family_name", AttributeDataType: "String", Required: true, Mutable: true },
    { Name: "team", AttributeDataType: "String", Mutable: true },
  ];

  it("names those that are missing, and refuses those that nobody asked for", async () => {
    const node = await startOn({ UsernameAttributes: ["email"], Schema });
    const account = { ...newAccount(), password };
    const sign = async (attributes: { name: string; value: string }[]) =>
      problemsOf((await node.sdk.signUp({ input: { ...account, attributes } })).signUp);
    expect(await sign([])).toEqual(["MISSING_ATTRIBUTE attributes.family_name"]);
    const family = { name: "family_name", value: "son of Mogh" };
    expect(await sign([family, { name: "custom:team", value: "security" }])).toEqual([
      "INVALID_INPUT attributes.custom:team",
    ]);
    expect(await sign([family, { name: "email_verified", value: "true" }])).toEqual([
      "INVALID_INPUT attributes.email_verified",
    ]);
    const { signUp } = await node.sdk.signUp({ input: { ...account, attributes: [family] } });
    expectState(signUp, "CodeSent");
  });

  it("names the attributes that the pool calls malformed, and not the password", async () => {
    const updated = {
      Name: "updated_at",
      AttributeDataType: "Number" as const,
      Required: true,
      Mutable: true,
    };
    const node = await startOn({ UsernameAttributes: ["email"], Schema: [updated] });
    const { email: Username } = newAccount();
    const invited = { Username, TemporaryPassword: password, MessageAction: "SUPPRESS" as const };
    await app.cognito.send(new AdminCreateUserCommand({ UserPoolId: node.UserPoolId, ...invited }));
    const { signIn } = await node.sdk.signIn({ input: { identifier: Username, password } });
    const { challenge } = expectState(signIn, "ChallengeRequired");
    const attributes = [{ name: "updated_at", value: "soon" }];
    const answer = { challengeToken: challenge.token, newPassword: "Another good day 2!", attributes };
    const { respondToChallenge } = await node.sdk.respondToChallenge({ input: answer });
    expect(problemsOf(respondToChallenge)).toEqual(["INVALID_INPUT attributes"]);
  });

  it("asks for them when an invited person signs in for the first time", async () => {
    const node = await startOn({ UsernameAttributes: ["email"], Schema });
    const { email } = newAccount();
    const { UserPoolId } = node;
    await app.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: email,
        TemporaryPassword: password,
        MessageAction: "SUPPRESS",
      }),
    );
    const { signIn } = await node.sdk.signIn({ input: { identifier: email, password } });
    const { challenge } = expectState(signIn, "ChallengeRequired");
    expect(challenge).toMatchObject({ name: "NEW_PASSWORD_REQUIRED", requiredAttributes: ["family_name"] });
    const answer = { challengeToken: challenge.token, newPassword: "Another good day 2!" };
    const without = await node.sdk.respondToChallenge({ input: answer });
    expect(problemsOf(without.respondToChallenge)).toEqual(["INVALID_INPUT attributes"]);
    const attributes = [{ name: "family_name", value: "son of Mogh" }];
    const { respondToChallenge } = await node.sdk.respondToChallenge({ input: { ...answer, attributes } });
    expectState(respondToChallenge, "SignedIn");
  });
});

describe("a username pool where an unconfirmed account has another address", () => {
  it("keeps it: only the owner of its address may replace it", async () => {
    const node = await startOn({});
    const first = newAccount();
    await node.sdk.signUp({ input: { ...first, password } });
    app.advance({ hours: 25 });
    const { signUp } = await node.sdk.signUp({
      input: { ...newAccount({ handle: first.handle }), password },
    });
    expect(problemsOf(signUp)).toEqual(["HANDLE_TAKEN handle"]);
    const { UserPoolId } = node;
    await app.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId, Username: first.handle }));
    const { signIn } = await node.sdk.signIn({ input: { identifier: first.handle, password } });
    expectState(signIn, "SignedIn");
  });
});

describe("a pool that tells addresses apart by case", () => {
  it("keeps the capitals of a sign-up, and takes those of existing people, also in the domain", async () => {
    const node = await startOn({
      UsernameAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: true },
    });
    const account = newAccount({ email: `Worf.${newAccount().handle}@Enterprise.example` });
    const { sdk } = node.browser();
    const sent = expectState((await sdk.signUp({ input: { ...account, password } })).signUp, "CodeSent");
    const code = await newestCode(app, sent.identifier);
    const { confirmSignUp } = await sdk.confirmSignUp({ input: { identifier: account.email, code } });
    expectState(confirmSignUp, "SignedIn");
    const { UserPoolId } = node;
    const Username = `Al.${account.handle}@Corp.example`;
    await app.cognito.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: "SUPPRESS" }));
    const existing = { UserPoolId, Username, Password: password, Permanent: true };
    await app.cognito.send(new AdminSetUserPasswordCommand(existing));
    for (const identifier of [account.email, Username]) {
      const { signIn } = await node.sdk.signIn({ input: { identifier, password } });
      expect(signIn.__typename).toBe("SignedIn");
    }
  });
});

describe("what a pool does not offer", () => {
  it("is said: who confirms an account, where a code goes, and that an address stays", async () => {
    const node = await startOn({ AutoVerifiedAttributes: [] });
    const account = newAccount();
    const { sdk, useAccessToken } = node.browser();
    const { signUp } = await sdk.signUp({ input: { ...account, password } });
    expect(expectState(signUp, "SignInRequired").identifier).toBe(account.handle);
    const { UserPoolId } = node;
    await app.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId, Username: account.handle }));
    const { signIn } = await sdk.signIn({ input: { identifier: account.handle, password } });
    useAccessToken(expectState(signIn, "SignedIn").session.accessToken);
    const { changeEmail } = await sdk.changeEmail({ input: { email: newAccount().email } });
    expect(problemsOf(changeEmail)).toEqual(["NOT_SUPPORTED"]);
    const { forgotPassword } = await sdk.forgotPassword({ input: { identifier: account.handle } });
    expect(expectState(forgotPassword, "CodeSent").codeDelivery.medium).toBe("EMAIL");
  });

  it("closes the sign-up where the app client may not write what the pool requires", async () => {
    const node = await startOn(
      { UsernameAttributes: ["email"] },
      { WriteAttributes: ["name", "preferred_username"] },
    );
    expect((await node.sdk.authOptions()).authOptions.signUpIsOpen).toBe(false);
    const { signUp } = await node.sdk.signUp({ input: { ...newAccount(), password } });
    expect(problemsOf(signUp)).toEqual(["SIGN_UP_CLOSED"]);
  });
});
