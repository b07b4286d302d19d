import {
  AdminAddUserToGroupCommand,
  AdminUserGlobalSignOutCommand,
  CreateGroupCommand,
  CreateResourceServerCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { PreTokenGenerationLambdaVersionType } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  claimsOf,
  createUser,
  defined,
  rotatingClient,
  signInByPassword,
  tokensFor,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";
import { addTrigger, createTriggerPool } from "../support/triggers.ts";
import type { TriggerEvent } from "../support/triggers.ts";

let endpoint: EndpointUnderTest;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
});

afterAll(() => endpoint.close());

const userScope = "aws.cognito.signin.user.admin";

async function createTokenPool(
  LambdaVersion: PreTokenGenerationLambdaVersionType,
  answer: (event: TriggerEvent) => object | void,
  client: Parameters<typeof createTriggerPool>[2] = {},
) {
  const trigger = addTrigger(endpoint, answer);
  const config = { PreTokenGenerationConfig: { LambdaVersion, LambdaArn: trigger.arn } };
  const pool = await createTriggerPool(endpoint, config, client);
  const email = await createUser(endpoint, pool.poolId);
  return { pool, email, trigger };
}

const joinGroup = async ({ poolId: UserPoolId }: TestPool, Username: string, GroupName: string) => {
  const RoleArn = `arn:aws:iam::000000000000:role/${GroupName}`;
  await endpoint.cognito.send(new CreateGroupCommand({ UserPoolId, GroupName, RoleArn }));
  await endpoint.cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, GroupName, Username }));
};

describe("PreTokenGeneration, version 1", () => {
  it("changes the claims of the ID token alone, and the groups of both", async () => {
    const { pool, email, trigger } = await createTokenPool("V1_0", () => ({
      claimsOverrideDetails: {
        claimsToAddOrOverride: { team: "blue", sub: "somebody else", aud: "me", both: "1" },
        claimsToSuppress: ["name", "both", "iss"],
        groupOverrideDetails: { groupsToOverride: ["crew"], iamRolesToOverride: [], preferredRole: null },
      },
    }));
    await joinGroup(pool, email, "officers");
    const { IdToken, AccessToken } = await tokensFor(endpoint, pool, email);
    const [id, access] = [claimsOf(IdToken), claimsOf(AccessToken)];
    expect(id).toMatchObject({ team: "blue", aud: pool.clientId, iss: access["iss"], email });
    expect(id["sub"]).toBe(access["sub"]);
    expect(id).not.toHaveProperty("name");
    expect(id).not.toHaveProperty("both");
    expect(id).not.toHaveProperty("cognito:roles");
    expect(access).not.toHaveProperty("team");
    expect([id["cognito:groups"], access["cognito:groups"]]).toEqual([["crew"], ["crew"]]);
    const RoleArn = "arn:aws:iam::000000000000:role/officers";
    expect(trigger.events).toMatchObject([
      {
        version: "1",
        triggerSource: "TokenGeneration_Authentication",
        request: {
          userAttributes: { email },
          groupConfiguration: {
            groupsToOverride: ["officers"],
            iamRolesToOverride: [RoleArn],
            preferredRole: RoleArn,
          },
        },
        response: { claimsOverrideDetails: null },
      },
    ]);
    expect(trigger.events[0]?.request).not.toHaveProperty("scopes");
  });

  it("that overrides groups by nothing leaves none", async () => {
    const { pool, email } = await createTokenPool("V1_0", () => ({
      claimsOverrideDetails: { groupOverrideDetails: {} },
    }));
    await joinGroup(pool, email, "officers");
    const { AccessToken } = await tokensFor(endpoint, pool, email);
    expect(claimsOf(AccessToken)).not.toHaveProperty("cognito:groups");
  });

  it("takes claims that are texts alone", async () => {
    const { pool, email } = await createTokenPool("V1_0", () => ({
      claimsOverrideDetails: { claimsToAddOrOverride: { level: 3 } },
    }));
    await expect(signInByPassword(endpoint, pool, email)).rejects.toMatchObject({
      name: "InvalidLambdaResponseException",
    });
  });
});

describe("PreTokenGeneration, version 2", () => {
  it("changes claims of both tokens, of any JSON, and the scopes", async () => {
    const { pool, email, trigger } = await createTokenPool("V2_0", () => ({
      claimsAndScopeOverrideDetails: {
        idTokenGeneration: { claimsToAddOrOverride: { address: { planet: "Vulcan" } } },
        accessTokenGeneration: {
          claimsToAddOrOverride: {
            tenants: [1, 2],
            client_id: "another",
            username: "another",
            aud: "another",
            nested: { deep: [true, null] },
          },
          claimsToSuppress: ["event_id", "exp"],
          scopesToAdd: ["notes/read", "notes/write"],
          scopesToSuppress: ["notes/write"],
        },
      },
    }));
    const { IdToken, AccessToken } = await tokensFor(endpoint, pool, email);
    expect(claimsOf(IdToken)).toMatchObject({ address: { planet: "Vulcan" }, email });
    const access = claimsOf(AccessToken);
    expect(access).toMatchObject({
      tenants: [1, 2],
      nested: { deep: [true, null] },
      client_id: pool.clientId,
      scope: `${userScope} notes/read`,
      exp: expect.any(Number),
      event_id: expect.any(String),
    });
    expect(access["username"]).not.toBe("another");
    expect(access).not.toHaveProperty("aud");
    expect(trigger.events).toMatchObject([
      { version: "2", request: { scopes: [userScope] }, response: { claimsAndScopeOverrideDetails: null } },
    ]);
  });

  it("can make the app client the audience, and take the user scope away", async () => {
    const { pool, email } = await createTokenPool("V2_0", ({ callerContext }) => ({
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: {
          claimsToAddOrOverride: { aud: callerContext.clientId },
          scopesToSuppress: [userScope],
        },
      },
    }));
    const { AccessToken } = await tokensFor(endpoint, pool, email);
    expect(claimsOf(AccessToken)).toMatchObject({ aud: pool.clientId, scope: "" });
    await expect(endpoint.cognito.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
  });

  it.each([
    ["a scope with a space", { scopesToAdd: ["notes/read notes/write"] }],
    ["scopes that are no list", { scopesToAdd: "notes/read" }],
    ["claims that are a list", { claimsToAddOrOverride: ["team"] }],
    ["suppressed claims that are no texts", { claimsToSuppress: [1] }],
  ])("that answers %s is at fault", async (_case, accessTokenGeneration) => {
    const { pool, email } = await createTokenPool("V2_0", () => ({
      claimsAndScopeOverrideDetails: { accessTokenGeneration },
    }));
    await expect(signInByPassword(endpoint, pool, email)).rejects.toMatchObject({
      name: "InvalidLambdaResponseException",
      message: "Unrecognizable lambda output",
    });
  });

  it("runs at each refresh, with the source of the way", async () => {
    const { pool, email, trigger } = await createTokenPool("V2_0", () => {});
    const { RefreshToken } = await tokensFor(endpoint, pool, email);
    const { clientId: ClientId } = pool;
    await endpoint.cognito.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN: RefreshToken },
        ClientMetadata: { not: "passed on" },
      }),
    );
    const ClientMetadata = { passed: "on" };
    await endpoint.cognito.send(
      new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken, ClientMetadata }),
    );
    expect(trigger.events.slice(1)).toMatchObject([
      { triggerSource: "TokenGeneration_RefreshTokens" },
      { triggerSource: "TokenGeneration_Authentication", request: { clientMetadata: ClientMetadata } },
    ]);
    expect(trigger.events[1]?.request).not.toHaveProperty("clientMetadata");
  });

  it("that refuses a refresh leaves the refresh token as it was", async () => {
    let refuses = false;
    const { pool, email } = await createTokenPool(
      "V2_0",
      () => {
        if (refuses) throw new Error("Later");
      },
      {
        client: {
          ...rotatingClient,
          RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 0 },
        },
      },
    );
    const { RefreshToken } = await tokensFor(endpoint, pool, email);
    const refresh = () =>
      endpoint.cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId: pool.clientId, RefreshToken }));
    refuses = true;
    await expect(refresh()).rejects.toMatchObject({ name: "UserLambdaValidationException" });
    refuses = false;
    expect((await refresh()).AuthenticationResult?.RefreshToken).toBeDefined();
  });

  it("that takes long does not sign somebody in who was signed out meanwhile", async () => {
    const { pool, email } = await createTokenPool("V2_0", () => {});
    const signingOut = addTrigger(endpoint, async ({ userPoolId: UserPoolId, userName: Username }) => {
      await endpoint.cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username }));
    });
    const other = await createTriggerPool(endpoint, { PreTokenGeneration: signingOut.arn });
    const person = await createUser(endpoint, other.poolId);
    const { AccessToken } = await tokensFor(endpoint, other, person);
    await expect(endpoint.cognito.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
    expect((await signInByPassword(endpoint, pool, email)).AuthenticationResult).toBeDefined();
  });
});

describe("PreTokenGeneration for app clients", () => {
  const credentials = async (version: PreTokenGenerationLambdaVersionType, answer: () => object) => {
    const trigger = addTrigger(endpoint, answer);
    const config = { PreTokenGenerationConfig: { LambdaVersion: version, LambdaArn: trigger.arn } };
    const { poolId: UserPoolId } = await createTriggerPool(endpoint, config);
    const Scopes = ["read", "write"].map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName }));
    await endpoint.cognito.send(
      new CreateResourceServerCommand({ UserPoolId, Identifier: "notes", Name: "Notes", Scopes }),
    );
    const { createClient } = await import("../support/builders.ts");
    const client = await createClient(endpoint, UserPoolId, {
      ClientName: "machine",
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ["client_credentials"],
      AllowedOAuthScopes: ["notes/read"],
    });
    const response = await fetch(`${endpoint.url}/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: defined(client.ClientId),
        client_secret: defined(client.ClientSecret),
        aws_client_metadata: JSON.stringify({ tenant: "7" }),
      }),
    });
    const body = (await response.json()) as Record<string, string>;
    return { status: response.status, body, trigger, clientId: client.ClientId };
  };
  const answer = () => ({
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: { claimsToAddOrOverride: { tenant: 7 }, scopesToAdd: ["notes/write"] },
    },
  });

  it("runs in version 3", async () => {
    const { body, trigger, clientId } = await credentials("V3_0", answer);
    expect(claimsOf(body["access_token"])).toMatchObject({ tenant: 7, scope: "notes/read notes/write" });
    expect(trigger.events).toMatchObject([
      {
        version: "3",
        triggerSource: "TokenGeneration_ClientCredentials",
        callerContext: { clientId },
        request: { scopes: ["notes/read"], clientMetadata: { tenant: "7" } },
      },
    ]);
  });

  it("does not run in version 2", async () => {
    const { body, trigger } = await credentials("V2_0", answer);
    expect(claimsOf(body["access_token"])).not.toHaveProperty("tenant");
    expect(trigger.events).toEqual([]);
  });

  it("that refuses is an error of OAuth", async () => {
    const { status, body } = await credentials("V3_0", () => {
      throw new Error("No machines");
    });
    expect([status, body]).toEqual([
      400,
      { error: "invalid_request", error_description: "PreTokenGeneration failed with error No machines." },
    ]);
  });
});
