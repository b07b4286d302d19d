import {
  AdminCreateUserCommand,
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
  UpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { AttributeType } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  claimsOf,
  createPool,
  createUser,
  newEmail,
  newInbox,
  password,
  signInByPassword,
  tokensFor,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPool(endpoint);
});

afterAll(() => endpoint.close());

const refused = { name: "NotAuthorizedException" };
const forUser = (Username: string) => ({ UserPoolId: pool.poolId, Username });

async function attributesOf(email: string): Promise<Record<string, string | undefined>> {
  const { UserAttributes = [] } = await endpoint.cognito.send(new AdminGetUserCommand(forUser(email)));
  return Object.fromEntries(UserAttributes.map(({ Name = "", Value }) => [Name, Value]));
}

describe("AdminDisableUser", () => {
  it("rejects sign-ins until AdminEnableUser, and revokes the tokens", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const { AccessToken, RefreshToken } = await tokensFor(endpoint, pool, email);
    await endpoint.cognito.send(new AdminDisableUserCommand(forUser(email)));
    await expect(signInByPassword(endpoint, pool, email)).rejects.toMatchObject({
      message: "User is disabled.",
    });
    await expect(signInByPassword(endpoint, pool, email, "Wrong-Horse-9")).rejects.toMatchObject({
      message: "Incorrect username or password.",
    });
    await endpoint.cognito.send(new AdminEnableUserCommand(forUser(email)));
    expect((await signInByPassword(endpoint, pool, email)).AuthenticationResult).toBeDefined();
    await expect(endpoint.cognito.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject(refused);
    await expect(
      endpoint.cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId: pool.clientId, RefreshToken })),
    ).rejects.toMatchObject(refused);
  });
});

describe("AdminResetUserPassword", () => {
  const reset = (email: string) => endpoint.cognito.send(new AdminResetUserPasswordCommand(forUser(email)));

  it("requires a new password, set with a mailed code", async () => {
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

  it("requires an enabled user with a permanent password and a verified address", async () => {
    const email = await createUser(endpoint, pool.poolId);
    await endpoint.cognito.send(new AdminDisableUserCommand(forUser(email)));
    await expect(reset(email)).rejects.toMatchObject(refused);
    await endpoint.cognito.send(new AdminEnableUserCommand(forUser(email)));
    await endpoint.cognito.send(
      new AdminSetUserPasswordCommand({ ...forUser(email), Password: "Temporary-Horse-1" }),
    );
    await expect(reset(email)).rejects.toMatchObject(refused);
    await endpoint.cognito.send(
      new AdminSetUserPasswordCommand({ ...forUser(email), Password: password, Permanent: true }),
    );
    const UserAttributes = [{ Name: "email_verified", Value: "false" }];
    await endpoint.cognito.send(new AdminUpdateUserAttributesCommand({ ...forUser(email), UserAttributes }));
    await expect(reset(email)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("AdminUpdateUserAttributes and AdminDeleteUserAttributes", () => {
  it("write attributes that users cannot, and update the sign-in name", async () => {
    const [email, next] = [await createUser(endpoint, pool.poolId), newEmail()];
    const UserAttributes = [
      { Name: "email", Value: next },
      { Name: "email_verified", Value: "true" },
      { Name: "nickname", Value: "A" },
    ];
    await endpoint.cognito.send(new AdminUpdateUserAttributesCommand({ ...forUser(email), UserAttributes }));
    expect(await attributesOf(next)).toMatchObject({ email: next, email_verified: "true", nickname: "A" });
    expect((await signInByPassword(endpoint, pool, next)).AuthenticationResult).toBeDefined();
    await endpoint.cognito.send(
      new AdminDeleteUserAttributesCommand({ ...forUser(next), UserAttributeNames: ["nickname"] }),
    );
    expect(await attributesOf(next)).not.toHaveProperty("nickname");
  });

  it.each(["True", "TRUE", "tRuE"])("take a boolean as clients send it: %s", async (Value) => {
    const { poolId: UserPoolId, clientId } = await createPool(endpoint, {
      pool: {
        UsernameAttributes: undefined,
        AliasAttributes: ["email"],
        Schema: [
          { Name: "member", AttributeDataType: "Boolean" },
          { Name: "secret", AttributeDataType: "Boolean", DeveloperOnlyAttribute: true },
        ],
      },
    });
    const [email, next] = [newEmail(), newEmail()];
    const flags = ["email_verified", "phone_number_verified", "custom:member", "dev:custom:secret"];
    const { User } = await endpoint.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: "ada",
        MessageAction: "SUPPRESS",
        UserAttributes: [{ Name: "email", Value: email }, ...flags.map((Name) => ({ Name, Value }))],
      }),
    );
    const expectFlags = (attributes: AttributeType[] = [], flag: string) => {
      for (const Name of flags) expect(attributes).toContainEqual({ Name, Value: flag });
    };
    expectFlags(User?.Attributes, "true");
    // Verified, so that the address signs in.
    await endpoint.cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password: password, Permanent: true }),
    );
    const { AuthenticationResult } = await signInByPassword(endpoint, { clientId }, email);
    expect(claimsOf(AuthenticationResult?.IdToken)).toMatchObject({
      email_verified: true,
      "custom:member": "true",
    });
    await endpoint.cognito.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId,
        Username: "ada",
        UserAttributes: [
          { Name: "email", Value: next },
          ...flags.map((Name) => ({ Name, Value: Name === "email_verified" ? Value : "FALSE" })),
        ],
      }),
    );
    expect((await signInByPassword(endpoint, { clientId }, next)).AuthenticationResult).toBeDefined();
    await endpoint.cognito.send(
      new UpdateUserAttributesCommand({
        AccessToken: (await signInByPassword(endpoint, { clientId }, next)).AuthenticationResult?.AccessToken,
        UserAttributes: [{ Name: "custom:member", Value }],
      }),
    );
    const found = await endpoint.cognito.send(new AdminGetUserCommand({ UserPoolId, Username: next }));
    expect(found.UserAttributes).toContainEqual({ Name: "custom:member", Value: "true" });
    expect(found.UserAttributes).toContainEqual({ Name: "phone_number_verified", Value: "false" });
    for (const invalid of ["yes", "1", " true", "truefalse"]) {
      const UserAttributes = [{ Name: "email_verified", Value: invalid }];
      await expect(
        endpoint.cognito.send(
          new AdminUpdateUserAttributesCommand({ UserPoolId, Username: "ada", UserAttributes }),
        ),
      ).rejects.toMatchObject({ name: "InvalidParameterException" });
    }
  });

  it("mail nothing if the new address is declared verified", async () => {
    const [next, email] = [newInbox(), await createUser(endpoint, pool.poolId)];
    const UserAttributes = [
      { Name: "email", Value: next },
      { Name: "email_verified", Value: "true" },
    ];
    await endpoint.cognito.send(new AdminUpdateUserAttributesCommand({ ...forUser(email), UserAttributes }));
    expect(endpoint.mailsTo(next)).toHaveLength(0);
  });

  it("mail a code if the new address is not declared verified", async () => {
    const [next, email] = [newInbox(), await createUser(endpoint, pool.poolId)];
    const UserAttributes = [{ Name: "email", Value: next }];
    await endpoint.cognito.send(new AdminUpdateUserAttributesCommand({ ...forUser(email), UserAttributes }));
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
      endpoint.cognito.send(new AdminUpdateUserAttributesCommand({ ...forUser(email), UserAttributes })),
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

  it("signs in by ADMIN_USER_PASSWORD_AUTH", async () => {
    const email = await createUser(endpoint, pool.poolId);
    expect((await start("ADMIN_USER_PASSWORD_AUTH", email)).AuthenticationResult).toBeDefined();
    await expect(start("ADMIN_USER_PASSWORD_AUTH", email, "Wrong-Horse-9")).rejects.toMatchObject(refused);
    await expect(start("USER_PASSWORD_AUTH", email)).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  it("continues with AdminRespondToAuthChallenge", async () => {
    const email = await createUser(endpoint, pool.poolId);
    await endpoint.cognito.send(
      new AdminSetUserPasswordCommand({ ...forUser(email), Password: "Temporary-Horse-1" }),
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
  it("enables a second factor of a user", async () => {
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
  ["AdminDisableUser", () => endpoint.cognito.send(new AdminDisableUserCommand(forUser(newEmail())))],
  ["AdminEnableUser", () => endpoint.cognito.send(new AdminEnableUserCommand(forUser(newEmail())))],
  [
    "AdminResetUserPassword",
    () => endpoint.cognito.send(new AdminResetUserPasswordCommand(forUser(newEmail()))),
  ],
])("%s does not find a user who does not exist", async (_name, send) => {
  await expect(send()).rejects.toMatchObject({ name: "UserNotFoundException" });
});
