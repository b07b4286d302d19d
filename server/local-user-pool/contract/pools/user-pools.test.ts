import {
  AddCustomAttributesCommand,
  DeleteUserPoolClientCommand,
  DeleteUserPoolCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserCommand,
  GetUserPoolMfaConfigCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type {
  CreateUserPoolCommandInput,
  UpdateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createClient,
  createPool,
  createUser,
  defined,
  smsSettings,
  tokensFor,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

const lambdaArn = "arn:aws:lambda:us-east-1:000000000000:function:anything";

let endpoint: EndpointUnderTest;
let pool: TestPool;
/** Another pool, with default settings. */
let other: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPool(endpoint, {
    pool: {
      Schema: [
        { Name: "email", Required: true, Mutable: true },
        { Name: "team", AttributeDataType: "String", Mutable: true },
      ],
    },
    client: { ClientName: "public client" },
  });
  other = await createPool(endpoint, { pool: {} });
});

afterAll(() => endpoint.close());

const describePool = async () =>
  (await endpoint.cognito.send(new DescribeUserPoolCommand({ UserPoolId: pool.poolId }))).UserPool;

describe("a user pool", () => {
  it("has a numbered id, and is dated by the clock", async () => {
    onlyLocally("the ids of AWS are not predictable");
    expect(pool.poolId).toBe("us-east-1_Local0001");
    expect(await describePool()).toMatchObject({
      Arn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${pool.poolId}`,
      CreationDate: endpoint.frozenNow(),
    });
  });

  it("has Cognito's defaults", async () => {
    expect(await describePool()).toMatchObject({
      Id: pool.poolId,
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          RequireUppercase: true,
          TemporaryPasswordValidityDays: 7,
        },
        SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"] },
      },
      MfaConfiguration: "OFF",
      DeletionProtection: "INACTIVE",
      UserPoolTier: "ESSENTIALS",
      EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
      UsernameAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
      VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [] },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
      LambdaConfig: {},
      EstimatedNumberOfUsers: 0,
    });
  });

  it("returns the settings that it was given", async () => {
    onlyLocally("a pool of AWS needs a role that may send SMS");
    const settings = {
      ...smsSettings,
      UsernameAttributes: undefined,
      AliasAttributes: ["email", "phone_number", "preferred_username"],
      UsernameConfiguration: { CaseSensitive: true },
      AutoVerifiedAttributes: ["email", "phone_number"],
      MfaConfiguration: "OPTIONAL",
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireUppercase: true,
          RequireLowercase: true,
          RequireNumbers: false,
          RequireSymbols: true,
          PasswordHistorySize: 4,
          TemporaryPasswordValidityDays: 3,
        },
        SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "SMS_OTP"] },
      },
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Name: "verified_phone_number", Priority: 1 },
          { Name: "verified_email", Priority: 2 },
        ],
      },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["phone_number"] },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true, UnusedAccountValidityDays: 3 },
      VerificationMessageTemplate: {
        SmsMessage: "Code {####}",
        EmailMessage: "Your code is {####}",
        EmailSubject: "Code",
        DefaultEmailOption: "CONFIRM_WITH_CODE",
      },
      SmsAuthenticationMessage: "Sign in with {####}",
      UserPoolTags: { team: "crud" },
      UserPoolTier: "PLUS",
      DeletionProtection: "INACTIVE",
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
      UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" },
    } satisfies Partial<CreateUserPoolCommandInput>;
    const { poolId: UserPoolId } = await createPool(endpoint, { pool: settings });
    const { UserPool } = await endpoint.cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
    const { UsernameAttributes: _absent, ...expected } = settings;
    expect(UserPool).toMatchObject(expected);
    expect(UserPool?.UsernameAttributes).toBeUndefined();
    const mfa = await endpoint.cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
    expect(mfa).toMatchObject({
      MfaConfiguration: "OPTIONAL",
      SmsMfaConfiguration: { ...smsSettings, SmsAuthenticationMessage: "Sign in with {####}" },
    });
  });

  it("keeps which changes of addresses are deferred in an update that omits it, and refuses one that contradicts it", async () => {
    const deferring = await createPool(endpoint, {
      pool: { UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] } },
    });
    const update = (settings: Partial<UpdateUserPoolCommandInput>) =>
      endpoint.cognito.send(new UpdateUserPoolCommand({ UserPoolId: deferring.poolId, ...settings }));
    await update({ AutoVerifiedAttributes: ["email"] });
    const { UserPool } = await endpoint.cognito.send(
      new DescribeUserPoolCommand({ UserPoolId: deferring.poolId }),
    );
    expect(UserPool?.UserAttributeUpdateSettings).toEqual({
      AttributesRequireVerificationBeforeUpdate: ["email"],
    });
    await expect(update({})).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it("has the twenty standard attributes as declared, and the custom ones with their prefix", async () => {
    const schema = (await describePool())?.SchemaAttributes;
    expect(schema).toHaveLength(21);
    expect(schema).toContainEqual(expect.objectContaining({ Name: "email", Required: true, Mutable: true }));
    expect(schema).toContainEqual(expect.objectContaining({ Name: "sub", Required: true, Mutable: false }));
    expect(schema).toContainEqual(
      expect.objectContaining({ Name: "custom:team", AttributeDataType: "String" }),
    );
  });

  it("resets settings that an update omits, except those fixed at creation", async () => {
    const { poolId: UserPoolId } = other;
    await endpoint.cognito.send(
      new UpdateUserPoolCommand({ UserPoolId, Policies: { PasswordPolicy: { MinimumLength: 12 } } }),
    );
    const { UserPool } = await endpoint.cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool).toMatchObject({
      Name: expect.stringMatching(/^cruddur-contract-/),
      Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: true } },
      UsernameAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
    });
    expect(UserPool?.AutoVerifiedAttributes).toBeUndefined();
  });

  it("has separate MFA settings", async () => {
    const UserPoolId = pool.poolId;
    const get = () => endpoint.cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
    expect((await get()).MfaConfiguration).toBe("OFF");
    await endpoint.cognito.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId,
        MfaConfiguration: "OPTIONAL",
        SoftwareTokenMfaConfiguration: { Enabled: true },
      }),
    );
    expect(await get()).toMatchObject({
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });
    expect((await describePool())?.MfaConfiguration).toBe("OPTIONAL");
  });

  it("cannot require MFA without a second factor", async () => {
    const command = new SetUserPoolMfaConfigCommand({ UserPoolId: other.poolId, MfaConfiguration: "ON" });
    await expect(endpoint.cognito.send(command)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it("is listed page by page", async () => {
    const listed: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await endpoint.cognito.send(new ListUserPoolsCommand({ MaxResults: 1, NextToken }));
      expect(page.UserPools?.length).toBeLessThanOrEqual(1);
      listed.push(...(page.UserPools ?? []).map(({ Id }) => Id));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    expect(listed.filter((id) => id === pool.poolId)).toHaveLength(1);
    expect(new Set(listed).size).toBe(listed.length);
    await expect(
      endpoint.cognito.send(new ListUserPoolsCommand({ MaxResults: 1, NextToken: "%" })),
    ).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it.each([
    ["both AliasAttributes and UsernameAttributes", { AliasAttributes: ["email" as const] }],
    ["a required custom attribute", { Schema: [{ Name: "x", Required: true }] }],
  ])("rejects %s", async (_case, options) => {
    await expect(createPool(endpoint, { pool: options })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  it.each([
    ["a trigger that is no ARN", { PreSignUp: "preSignUp" }],
    ["a sender without a key", { CustomEmailSender: { LambdaVersion: "V1_0", LambdaArn: lambdaArn } }],
    [
      "two functions before the generation of tokens",
      {
        PreTokenGeneration: `${lambdaArn}-other`,
        PreTokenGenerationConfig: { LambdaVersion: "V1_0", LambdaArn: lambdaArn },
      },
    ],
  ] satisfies [string, CreateUserPoolCommandInput["LambdaConfig"]][])(
    "rejects %s",
    async (_case, LambdaConfig) => {
      await expect(createPool(endpoint, { pool: { LambdaConfig } })).rejects.toMatchObject({
        name: "InvalidParameterException",
      });
    },
  );

  it("rejects a trigger of version 2 in the tier LITE", async () => {
    const settings = {
      UserPoolTier: "LITE" as const,
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: "V2_0", LambdaArn: lambdaArn } as const },
    };
    await expect(createPool(endpoint, { pool: settings })).rejects.toMatchObject({
      name: "FeatureUnavailableInTierException",
    });
  });

  it("is not found by another id", async () => {
    await expect(
      endpoint.cognito.send(new DescribeUserPoolCommand({ UserPoolId: `${endpoint.region}_Local9999` })),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

const describeClient = async (ClientId: string | undefined) => {
  const command = new DescribeUserPoolClientCommand({ UserPoolId: pool.poolId, ClientId });
  return (await endpoint.cognito.send(command)).UserPoolClient;
};

describe("an app client", () => {
  it("has an id that derives from its name, with a counter if that is taken", async () => {
    onlyLocally("the ids of AWS are not predictable");
    expect(pool.clientId).toBe("local0public0client0000000");
    const second = await createClient(endpoint, pool.poolId, { ClientName: "Public Client" });
    expect(second.ClientId).toBe("local0public0client0000001");
  });

  it.each(["x", "A Name that is longer than the twenty characters which are left", "=,.@- +_", "ÅLAND ONE"])(
    "has an id in AWS's form, whatever its name: %s",
    async (name) => {
      const ids = new Set<string>();
      for (const ClientName of [
        name.replaceAll(/[^\w\s+=,.@-]/g, "-"),
        name.toUpperCase().replaceAll("Å", "_"),
      ]) {
        const { ClientId } = await createClient(endpoint, pool.poolId, { ClientName });
        expect(ClientId).toMatch(/^[a-z0-9]{26}$/);
        ids.add(defined(ClientId));
      }
      expect(ids.size).toBe(2);
    },
  );

  it("has an id in AWS's form in a pool whose id has it too", () => {
    expect(pool.poolId).toMatch(/^[a-z]{2}(-[a-z]+)+-\d_[A-Za-z0-9]{9}$/);
  });

  it("has Cognito's defaults, and a secret only with GenerateSecret", async () => {
    const client = await createClient(endpoint, pool.poolId, {
      ClientName: "defaults",
      ExplicitAuthFlows: undefined,
      PreventUserExistenceErrors: undefined,
    });
    expect(await describeClient(client.ClientId)).toMatchObject({
      RefreshTokenValidity: 30,
      AuthSessionValidity: 3,
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: "LEGACY",
      AllowedOAuthFlowsUserPoolClient: false,
    });
    expect(client.ClientSecret).toBeUndefined();
    const secretive = await createClient(endpoint, pool.poolId, {
      ClientName: "secretive",
      GenerateSecret: true,
    });
    expect(secretive.ClientSecret).toMatch(/^[a-z0-9]{51}$/);
    expect((await describeClient(secretive.ClientId))?.ClientSecret).toBe(secretive.ClientSecret);
  });

  it("keeps its secret in an update, and resets settings that the update omits", async () => {
    const client = await createClient(endpoint, pool.poolId, {
      ClientName: "updated",
      GenerateSecret: true,
      AccessTokenValidity: 15,
      TokenValidityUnits: { AccessToken: "minutes" },
    });
    const { ClientId } = client;
    const { UserPoolClient } = await endpoint.cognito.send(
      new UpdateUserPoolClientCommand({ UserPoolId: pool.poolId, ClientId, AuthSessionValidity: 15 }),
    );
    expect(UserPoolClient).toMatchObject({
      ClientName: "updated",
      ClientSecret: client.ClientSecret,
      AuthSessionValidity: 15,
      PreventUserExistenceErrors: "LEGACY",
    });
    expect(UserPoolClient?.AccessTokenValidity).toBeUndefined();
  });

  it("is listed", async () => {
    const { UserPoolClients } = await endpoint.cognito.send(
      new ListUserPoolClientsCommand({ UserPoolId: pool.poolId }),
    );
    expect(UserPoolClients).toContainEqual({
      ClientId: pool.clientId,
      ClientName: "public client",
      UserPoolId: pool.poolId,
    });
  });

  it.each([
    [
      "access tokens of four minutes",
      { AccessTokenValidity: 4, TokenValidityUnits: { AccessToken: "minutes" as const } },
    ],
    [
      "access tokens of two days",
      { AccessTokenValidity: 2, TokenValidityUnits: { AccessToken: "days" as const } },
    ],
    [
      "refresh tokens of half an hour",
      { RefreshTokenValidity: 30, TokenValidityUnits: { RefreshToken: "minutes" as const } },
    ],
    ["sessions of an hour", { AuthSessionValidity: 60 }],
    [
      "rotation together with ALLOW_REFRESH_TOKEN_AUTH",
      { RefreshTokenRotation: { Feature: "ENABLED" as const } },
    ],
  ])("rejects %s", async (_case, options) => {
    await expect(createClient(endpoint, pool.poolId, options)).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  it.each([
    ["reading an attribute that the pool does not have", { ReadAttributes: ["email", "custom:nope"] }],
    ["writing an attribute that the pool does not have", { WriteAttributes: ["email", "shoe_size"] }],
    ["an attribute in another case", { ReadAttributes: ["Email"] }],
    ["a custom attribute without its prefix", { WriteAttributes: ["email", "team"] }],
    ["writing the sub", { WriteAttributes: ["email", "sub"] }],
    ["writing email_verified", { WriteAttributes: ["email", "email_verified"] }],
    ["writing phone_number_verified", { WriteAttributes: ["email", "phone_number_verified"] }],
    [
      "a legacy flow beside an ALLOW_ flow",
      { ExplicitAuthFlows: ["USER_PASSWORD_AUTH" as const, "ALLOW_REFRESH_TOKEN_AUTH" as const] },
    ],
  ])("cannot be created or updated with %s", async (_case, options) => {
    const invalid = { name: "InvalidParameterException" };
    await expect(createClient(endpoint, pool.poolId, options)).rejects.toMatchObject(invalid);
    const { ClientId } = await createClient(endpoint, pool.poolId, { ClientName: "valid" });
    const before = await describeClient(ClientId);
    await expect(
      endpoint.cognito.send(
        new UpdateUserPoolClientCommand({ UserPoolId: pool.poolId, ClientId, ...options }),
      ),
    ).rejects.toMatchObject(invalid);
    expect(await describeClient(ClientId)).toEqual(before);
  });

  it.each([
    [
      "attributes of the schema",
      { ReadAttributes: ["sub", "email_verified"], WriteAttributes: ["custom:team"] },
    ],
    ["no attributes at all", { ReadAttributes: [], WriteAttributes: [] }],
    [
      "legacy flows alone",
      { ExplicitAuthFlows: ["USER_PASSWORD_AUTH" as const, "ADMIN_NO_SRP_AUTH" as const] },
    ],
  ])("can be created and updated with %s", async (_case, options) => {
    onlyLocally("it is disputed whether Cognito lets a client go without a required attribute");
    const { ClientId } = await createClient(endpoint, pool.poolId, { ClientName: "valid", ...options });
    expect(await describeClient(ClientId)).toMatchObject(options);
    const command = new UpdateUserPoolClientCommand({ UserPoolId: pool.poolId, ClientId, ...options });
    expect((await endpoint.cognito.send(command)).UserPoolClient).toMatchObject(options);
  });

  it("belongs to one pool", async () => {
    await expect(describeClient(other.clientId)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

describe("deletion", () => {
  it("deletes a pool with its contents, unless deletion protection is active", async () => {
    const doomed = await createPool(endpoint, { pool: { DeletionProtection: "ACTIVE" } });
    const email = await createUser(endpoint, doomed.poolId);
    const { AccessToken } = await tokensFor(endpoint, doomed, email);
    const remove = (UserPoolId: string) => endpoint.cognito.send(new DeleteUserPoolCommand({ UserPoolId }));
    await expect(remove(doomed.poolId)).rejects.toMatchObject({ name: "InvalidParameterException" });
    await endpoint.cognito.send(
      new UpdateUserPoolCommand({ UserPoolId: doomed.poolId, DeletionProtection: "INACTIVE" }),
    );
    await remove(doomed.poolId);
    await expect(remove(doomed.poolId)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(endpoint.cognito.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
  });

  it("deletes a client and its tokens, and keeps the pool's users", async () => {
    const client = await createClient(endpoint, pool.poolId, { ClientName: "doomed" });
    const email = await createUser(endpoint, pool.poolId);
    const { AccessToken } = await tokensFor(endpoint, { clientId: defined(client.ClientId) }, email);
    const command = { UserPoolId: pool.poolId, ClientId: client.ClientId };
    await endpoint.cognito.send(new DeleteUserPoolClientCommand(command));
    await expect(endpoint.cognito.send(new DeleteUserPoolClientCommand(command))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await expect(endpoint.cognito.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
    await expect(tokensFor(endpoint, pool, email)).resolves.toBeDefined();
  });
});

it("adds custom attributes, and rejects existing ones", async () => {
  const add = (Name: string) =>
    endpoint.cognito.send(
      new AddCustomAttributesCommand({
        UserPoolId: pool.poolId,
        CustomAttributes: [{ Name, AttributeDataType: "Number" }],
      }),
    );
  await add("score");
  expect((await describePool())?.SchemaAttributes).toContainEqual(
    expect.objectContaining({ Name: "custom:score", AttributeDataType: "Number", Mutable: true }),
  );
  await expect(add("score")).rejects.toMatchObject({ name: "InvalidParameterException" });
  await expect(add("email")).rejects.toMatchObject({ name: "InvalidParameterException" });
});
