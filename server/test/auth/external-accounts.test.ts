import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminSetUserPasswordCommand,
  CreateGroupCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newAccount, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { expectState, catchRequestError } from "../support/app/expectations.ts";
import { startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import {
  localUserPoolId as UserPoolId,
  publicClientId,
  startTestApp,
  type TestApp,
} from "../support/app/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** Creates an account as an administrator does, with a password. */
async function createAccount(attributes: Record<string, string>) {
  const { email, password } = newAccount();
  await app.cognito.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username: email,
      MessageAction: "SUPPRESS",
      UserAttributes: Object.entries({ email, email_verified: "true", ...attributes }).map(
        ([Name, Value]) => ({
          Name,
          Value,
        }),
      ),
    }),
  );
  await app.cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password: password, Permanent: true }),
  );
  return { email, password };
}

/** Signs in without the API, as Amplify and the AWS CLI do. */
async function signInWithoutApi({ email, password }: { email: string; password: string }): Promise<string> {
  const { AuthenticationResult } = await app.cognito.send(
    new InitiateAuthCommand({
      ClientId: publicClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
  return AuthenticationResult?.AccessToken ?? "";
}

describe("an account that was not created by the API", () => {
  it("gets its row at its first verified request, with a free handle", async () => {
    const { handle } = await signUpPerson(app);
    const account = await createAccount({ name: "Lore", preferred_username: handle });
    const browser = app.browser();
    browser.useAccessToken(await signInWithoutApi(account));
    await browser.sdk.homeFeed({});
    expect((await browser.sdk.viewer()).viewer).toMatchObject({
      email: account.email,
      emailVerified: true,
      name: "Lore",
      handle: `${handle}2`,
    });
  });

  it("gets one row when its first requests arrive at once", async () => {
    const account = await createAccount({ name: "Lal", preferred_username: newAccount().handle });
    const browser = app.browser();
    browser.useAccessToken(await signInWithoutApi(account));
    const answers = await Promise.all(Array.from({ length: 6 }, () => browser.sdk.viewer()));
    expect(new Set(answers.map(({ viewer }) => viewer?.id)).size).toBe(1);
  });

  it("gets a name that can be displayed, whatever its attributes are", async () => {
    const account = await createAccount({ preferred_username: `\u202e${"x".repeat(1500)}` });
    const browser = app.browser();
    browser.useAccessToken(await signInWithoutApi(account));
    const { viewer } = await browser.sdk.viewer();
    expect(viewer?.name).toMatch(/^x{100}$/);
    expect(viewer?.handle).toMatch(/^x{30}$/);
  });

  it("is refused when the pool deleted it before its first request", async () => {
    const account = await createAccount({ name: "Ghost", preferred_username: newAccount().handle });
    const token = await signInWithoutApi(account);
    await app.cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username: account.email }));
    const browser = app.browser();
    browser.useAccessToken(token);
    expect((await catchRequestError(browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
  });
});

describe("a session of another app client", () => {
  it("is listed with the other sessions, and can be revoked", async () => {
    const person = await signUpPerson(app);
    const browser = app.browser();
    browser.useAccessToken(await signInWithoutApi(person));
    const { viewer } = await browser.sdk.account();
    expect(viewer?.sessions.map(({ current }) => current)).toEqual([true, false]);
    const sessionId = viewer?.sessions[0]?.id ?? "";
    await person.browser.sdk.revokeSession({ input: { sessionId } });
    expect((await catchRequestError(browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
  });

  it("is accepted while the pool returns no profile, if the user is known", async () => {
    const person = await signUpPerson(app);
    const stranger = await createAccount({ name: "Lore", preferred_username: newAccount().handle });
    const pool = await startFaultyUserPool(app.userPoolUrl);
    const node = await app.startNode({ COGNITO_ENDPOINT: pool.url });
    for (const fault of [
      { kind: "refused" },
      { kind: "exception", name: "NotAuthorizedException", status: 400 },
    ] as const) {
      pool.faults.set("GetUser", fault);
      const browser = node.browser();
      browser.useAccessToken(await signInWithoutApi(person));
      expect((await browser.sdk.viewer()).viewer?.email).toBe(person.email);
      browser.useAccessToken(await signInWithoutApi(stranger));
      await catchRequestError(browser.sdk.viewer());
    }
  });

  it("ends with signOutEverywhere before it was ever used at the API", async () => {
    const person = await signUpPerson(app);
    const browser = app.browser();
    browser.useAccessToken(await signInWithoutApi(person));
    app.advance({ seconds: 2 });
    await person.browser.sdk.signOutEverywhere();
    expect((await catchRequestError(browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
    browser.useAccessToken(await signInWithoutApi(person));
    app.advance({ seconds: 2 });
    const later = app.browser();
    app.advance({ seconds: 2 });
    later.useAccessToken(await signInWithoutApi(person));
    expect((await later.sdk.viewer()).viewer?.handle).toBe(person.handle);
  });

  it("ends when the password changes", async () => {
    const person = await signUpPerson(app);
    const browser = app.browser();
    browser.useAccessToken(await signInWithoutApi(person));
    await person.browser.sdk.changePassword({
      input: { currentPassword: person.password, newPassword: "quite another pass phrase" },
    });
    expect((await catchRequestError(browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
    expect((await person.browser.sdk.viewer()).viewer?.handle).toBe(person.handle);
  });
});

describe("a session that the pool ended", () => {
  it("of an account that the pool deleted is refused, without an unexpected error", async () => {
    const { browser, email, password } = await signUpPerson(app);
    await app.cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username: email }));
    const calls = [
      () => browser.sdk.updateProfile({ input: { name: "X" } }),
      () => browser.sdk.changeEmail({ input: { email: newAccount().email } }),
      () =>
        browser.sdk.changePassword({
          input: { currentPassword: password, newPassword: "a new pass phrase" },
        }),
      () => browser.sdk.setUpTotp(),
      () => browser.sdk.disableTotp(),
    ];
    for (const call of calls) expect((await catchRequestError(call())).reason).toBe("TOKEN_INVALID");
  });

  it("cannot change the account, and ends at the next refresh", async () => {
    const { browser, accessToken } = await signUpPerson(app);
    await app.cognito.send(new GlobalSignOutCommand({ AccessToken: accessToken }));
    const error = await catchRequestError(browser.sdk.setUpTotp());
    expect([error.status, error.reason]).toEqual([401, "TOKEN_INVALID"]);
    expect((await browser.sdk.refreshSession({})).refreshSession.__typename).toBe("Rejected");
    expect((await catchRequestError(browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
  });
});

describe("groups", () => {
  it("are all those of the access token, by name", async () => {
    const person = await signUpPerson(app);
    expect((await person.browser.sdk.viewer()).viewer?.groups).toEqual([]);
    const names = ["moderators", "gardeners", "Équipe-✓", "constructor", "__proto__", "x".repeat(128)];
    for (const GroupName of names) {
      await app.cognito.send(new CreateGroupCommand({ UserPoolId, GroupName })).catch(() => {});
      await app.cognito.send(
        new AdminAddUserToGroupCommand({ UserPoolId, Username: person.email, GroupName }),
      );
    }
    // Tokens issued earlier do not contain the groups.
    expect((await person.browser.sdk.viewer()).viewer?.groups).toEqual([]);
    const { refreshSession } = await person.browser.sdk.refreshSession({});
    expect(expectState(refreshSession, "SignedIn").session.viewer.groups.toSorted()).toEqual(
      names.toSorted(),
    );
    const again = await signInPerson(app, person);
    expect((await again.browser.sdk.viewer()).viewer?.groups.toSorted()).toEqual(names.toSorted());
  });
});
