import {
  AdminDeleteUserAttributesCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminResetUserPasswordCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  ConfirmForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createPool,
  createUser,
  newEmail,
  newInbox,
  password,
  signInByPassword,
  tokensFor,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import { onlyLocally } from "../support/named-pool.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPool(endpoint);
});

afterAll(() => endpoint.close());

const refused = { name: "NotAuthorizedException" };
const of = (Username: string) => ({ UserPoolId: pool.poolId, Username });

async function attributesOf(email: string): Promise<Record<string, string | undefined>> {
  const { UserAttributes = [] } = await endpoint.cognito.send(new AdminGetUserCommand(of(email)));
  return Object.fromEntries(UserAttributes.map(({ Name = "", Value }) => [Name, Value]));
}

describe("AdminDisableUser", () => {
  it("bars the user and ends their tokens, until AdminEnableUser", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const { AccessToken, RefreshToken } = await tokensFor(endpoint, pool, email);
    await endpoint.cognito.send(new AdminDisableUserCommand(of(email)));
    await expect(signInByPassword(endpoint, pool, email)).rejects.toMatchObject({
      message: "User is disabled.",
    });
    await expect(signInByPassword(endpoint, pool, email, "Wrong-Horse-9")).rejects.toMatchObject({
      message: "Incorrect username or password.",
    });
    await endpoint.cognito.send(new AdminEnableUserCommand(of(email)));
    expect((await signInByPassword(endpoint, pool, email)).AuthenticationResult).toBeDefined();
    await expect(endpoint.cognito.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject(refused);
    await expect(
      endpoint.cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId: pool.clientId, RefreshToken })),
    ).rejects.toMatchObject(refused);
  });
});

describe("AdminResetUserPassword", () => {
  const reset = (email: string) => endpoint.cognito.send(new AdminResetUserPasswordCommand(of(email)));

  it("makes the user choose another password by way of a mailed code", async () => {
    const email = await createUser(endpoint, pool.poolId, newInbox());
    await reset(email);
    await expect(signInByPassword(endpoint, pool, email)).rejects.toMatchObject({
      name: "PasswordResetRequiredException",
    });
    await endpoint.cognito.send(
      new ConfirmForgotPasswordCommand({
        ClientId: pool.clientId,
        Username: email,
        ConfirmationCode: endpoint.codeFor(email),
        Password: "Another-Horse-9",
      }),
    );
    expect(
      (await signInByPassword(endpoint, pool, email, "Another-Horse-9")).AuthenticationResult,
    ).toBeDefined();
  });

  it("is for users who are enabled, have a password of their own and a verified address", async () => {
    const email = await createUser(endpoint, pool.poolId);
    await endpoint.cognito.send(new AdminDisableUserCommand(of(email)));
    await expect(reset(email)).rejects.toMatchObject(refused);
    await endpoint.cognito.send(new AdminEnableUserCommand(of(email)));
    await endpoint.cognito.send(
      new AdminSetUserPasswordCommand({ ...of(email), Password: "Temporary-Horse-1" }),
    );
    await expect(reset(email)).rejects.toMatchObject(refused);
    await endpoint.cognito.send(
      new AdminSetUserPasswordCommand({ ...of(email), Password: password, Permanent: true }),
    );
    const UserAttributes = [{ Name: "email_verified", Value: "false" }];
    await endpoint.cognito.send(new AdminUpdateUserAttributesCommand({ ...of(email), UserAttributes }));
    await expect(reset(email)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("AdminUpdateUserAttributes and AdminDeleteUserAttributes", () => {
  it("write what users may not, and move the name to sign in with", async () => {
    const [email, next] = [await createUser(endpoint, pool.poolId), newEmail()];
    const UserAttributes = [
      { Name: "email", Value: next },
      { Name: "email_verified", Value: "true" },
      { Name: "nickname", Value: "A" },
    ];
    await endpoint.cognito.send(new AdminUpdateUserAttributesCommand({ ...of(email), UserAttributes }));
    expect(await attributesOf(next)).toMatchObject({ email: next, email_verified: "true", nickname: "A" });
    expect((await signInByPassword(endpoint, pool, next)).AuthenticationResult).toBeDefined();
    await endpoint.cognito.send(
      new AdminDeleteUserAttributesCommand({ ...of(next), UserAttributeNames: ["nickname"] }),
    );
    expect(await attributesOf(next)).not.toHaveProperty("nickname");
  });

  it("mail nothing where the new address is declared verified", async () => {
    const [next, email] = [newInbox(), await createUser(endpoint, pool.poolId)];
    const UserAttributes = [
      { Name: "email", Value: next },
      { Name: "email_verified", Value: "true" },
    ];
    await endpoint.cognito.send(new AdminUpdateUserAttributesCommand({ ...of(email), UserAttributes }));
    expect(endpoint.mailsTo(next)).toHaveLength(0);
  });

  it("mail a code where the new address is not declared verified", async () => {
    const [next, email] = [newInbox(), await createUser(endpoint, pool.poolId)];
    const UserAttributes = [{ Name: "email", Value: next }];
    await endpoint.cognito.send(new AdminUpdateUserAttributesCommand({ ...of(email), UserAttributes }));
    expect(await attributesOf(next)).toMatchObject({ email: next, email_verified: "false" });
    expect(endpoint.codeFor(next)).toMatch(/^\d{6}$/);
  });

  it("cannot give one user the address of another", async () => {
    const [email, taken] = [await createUser(endpoint, pool.poolId), await createUser(endpoint, pool.poolId)];
    const UserAttributes = [
      { Name: "email", Value: taken },
      { Name: "email_verified", Value: "true" },
    ];
    await expect(
      endpoint.cognito.send(new AdminUpdateUserAttributesCommand({ ...of(email), UserAttributes })),
    ).rejects.toMatchObject({ name: "AliasExistsException" });
    expect(await attributesOf(email)).toMatchObject({ email });
  });
});

describe("AdminInitiateAuth", () => {
  const start = (
    AuthFlow: "ADMIN_USER_PASSWORD_AUTH" | "USER_PASSWORD_AUTH",
    USERNAME: string,
    PASSWORD = password,
  ) =>
    endpoint.cognito.send(
      new AdminInitiateAuthCommand({
        UserPoolId: pool.poolId,
        ClientId: pool.clientId,
        AuthFlow,
        AuthParameters: { USERNAME, PASSWORD },
      }),
    );

  it("signs in by the administrators' flow", async () => {
    const email = await createUser(endpoint, pool.poolId);
    expect((await start("ADMIN_USER_PASSWORD_AUTH", email)).AuthenticationResult).toBeDefined();
    await expect(start("ADMIN_USER_PASSWORD_AUTH", email, "Wrong-Horse-9")).rejects.toMatchObject(refused);
    await expect(start("USER_PASSWORD_AUTH", email)).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  it("goes on with AdminRespondToAuthChallenge", async () => {
    const email = await createUser(endpoint, pool.poolId);
    await endpoint.cognito.send(
      new AdminSetUserPasswordCommand({ ...of(email), Password: "Temporary-Horse-1" }),
    );
    const { ChallengeName, Session } = await start("ADMIN_USER_PASSWORD_AUTH", email, "Temporary-Horse-1");
    const { AuthenticationResult } = await endpoint.cognito.send(
      new AdminRespondToAuthChallengeCommand({
        UserPoolId: pool.poolId,
        ClientId: pool.clientId,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME: email, NEW_PASSWORD: "Another-Horse-9" },
      }),
    );
    expect(AuthenticationResult).toBeDefined();
  });
});

describe("AdminSetUserMFAPreference", () => {
  it("switches a second factor on for somebody else", async () => {
    onlyLocally("e-mail as a second factor needs Amazon SES");
    const { poolId, clientId } = await createPool(endpoint);
    const email = await createUser(endpoint, poolId);
    const prefer = (Enabled: boolean) =>
      endpoint.cognito.send(
        new AdminSetUserMFAPreferenceCommand({
          UserPoolId: poolId,
          Username: email,
          EmailMfaSettings: { Enabled, PreferredMfa: Enabled },
        }),
      );
    await expect(prefer(true)).rejects.toMatchObject({ name: "InvalidParameterException" });
    await endpoint.cognito.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId: poolId,
        MfaConfiguration: "OPTIONAL",
        EmailMfaConfiguration: { Subject: "Your code", Message: "Sign in with {####}" },
      }),
    );
    await prefer(true);
    expect((await signInByPassword(endpoint, { clientId }, email)).ChallengeName).toBe("EMAIL_OTP");
    await prefer(false);
    expect((await signInByPassword(endpoint, { clientId }, email)).AuthenticationResult).toBeDefined();
  });
});

it.each([
  ["AdminDisableUser", () => endpoint.cognito.send(new AdminDisableUserCommand(of(newEmail())))],
  ["AdminEnableUser", () => endpoint.cognito.send(new AdminEnableUserCommand(of(newEmail())))],
  ["AdminResetUserPassword", () => endpoint.cognito.send(new AdminResetUserPasswordCommand(of(newEmail())))],
])("%s does not find somebody who is not there", async (_name, send) => {
  await expect(send()).rejects.toMatchObject({ name: "UserNotFoundException" });
});
