import { X509Certificate } from "node:crypto";
import {
  AdminListUserAuthEventsCommand,
  AdminListUserSessionsCommand,
  AdminRevokeUserSessionCommand,
  AdminSetUserSettingsCommand,
  AdminUpdateAuthEventFeedbackCommand,
  CreateResourceServerCommand,
  CreateUserPoolReplicaCommand,
  DeleteUserPoolReplicaCommand,
  GetClientTokenCommand,
  GetProvisionedLimitCommand,
  GetSigningCertificateCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GetUserPoolClientSessionConfigurationCommand,
  GetUserPoolSessionConfigurationCommand,
  ListUserPoolReplicasCommand,
  ListUserSessionsCommand,
  RevokeUserSessionCommand,
  SetUserPoolClientSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
  SetUserSettingsCommand,
  UpdateAuthEventFeedbackCommand,
  UpdateProvisionedLimitCommand,
  UpdateUserPoolReplicaCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { claimsOf, createClient, createPool, createUser, defined, tokensFor } from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { namedPool } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

// Operations of 2026 and those that need threat protection. A pool of AWS needs the PLUS tier, or has no settings to change.

let endpoint: EndpointUnderTest;
/** Tracks sessions, three for each user. */
let pool: TestPool;
let UserPoolId: string;

const missing = { name: "ResourceNotFoundException" };
const invalid = { name: "InvalidParameterException" };
const refused = { name: "NotAuthorizedException" };

describe.skipIf(namedPool)("sessions, events, machines and replicas", () => {
  beforeAll(async () => {
    endpoint = await startEndpointUnderTest();
    pool = await createPool(endpoint, { pool: { UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } } });
    UserPoolId = pool.poolId;
  });

  afterAll(() => endpoint.close());

  afterEach(() => {
    expect(endpoint.unexpectedErrors).toEqual([]);
  });

  const list = async (AccessToken: string) =>
    (await endpoint.cognito.send(new ListUserSessionsCommand({ AccessToken }))).Sessions ?? [];
  const isActive = async (AccessToken: string) =>
    await endpoint.cognito.send(new GetUserCommand({ AccessToken })).then(
      () => true,
      () => false,
    );

  describe("sessions", () => {
    it("are tracked where the pool is set to", async () => {
      const get = new GetUserPoolSessionConfigurationCommand({ UserPoolId });
      expect(await endpoint.cognito.send(get)).toMatchObject({
        UserPoolId,
        UserSessionTracking: "DISABLED",
        TokenSession: { MaxPerUser: 20 },
      });
      const email = await createUser(endpoint, UserPoolId);
      const { AccessToken } = await tokensFor(endpoint, pool, email);
      await expect(list(AccessToken)).rejects.toMatchObject(invalid);
      const settings = { UserSessionTracking: "ENABLED" as const, TokenSession: { MaxPerUser: 3 } };
      await endpoint.cognito.send(new SetUserPoolSessionConfigurationCommand({ UserPoolId, ...settings }));
      expect(await endpoint.cognito.send(get)).toMatchObject(settings);
      expect(await list(AccessToken)).toMatchObject([{ IsCurrentSession: true }]);
    });

    it("are listed and ended one by one, and the current one stays", async () => {
      const email = await createUser(endpoint, UserPoolId);
      const first = await tokensFor(endpoint, pool, email);
      endpoint.advance(60);
      const second = await tokensFor(endpoint, pool, email);
      const sessions = await list(second.AccessToken);
      const current = defined(sessions.find(({ IsCurrentSession }) => IsCurrentSession));
      const other = defined(sessions.find(({ IsCurrentSession }) => !IsCurrentSession));
      expect(sessions).toHaveLength(2);
      expect(current).toMatchObject({
        SessionId: expect.stringMatching(/^tkn[a-z0-9]{25}$/),
        SessionType: "TOKEN",
        ClientId: pool.clientId,
        LastIPAddress: expect.any(String),
      });
      expect(Number(current.CreateDate) - Number(other.CreateDate)).toBe(60_000);

      const refreshing = { ClientId: pool.clientId, RefreshToken: first.RefreshToken };
      await endpoint.cognito.send(new GetTokensFromRefreshTokenCommand(refreshing));
      const refreshed = (await list(second.AccessToken)).find(
        ({ SessionId }) => SessionId === other.SessionId,
      );
      expect(Number(refreshed?.LastActiveDate) - Number(refreshed?.CreateDate)).toBe(60_000);

      const revoke = (SessionId: string | undefined) =>
        endpoint.cognito.send(new RevokeUserSessionCommand({ AccessToken: second.AccessToken, SessionId }));
      await expect(revoke(current.SessionId)).rejects.toMatchObject(invalid);
      const stranger = await tokensFor(endpoint, pool, await createUser(endpoint, UserPoolId));
      const [foreign] = await list(stranger.AccessToken);
      await expect(revoke(foreign?.SessionId)).rejects.toMatchObject(missing);
      await revoke(other.SessionId);
      expect(await isActive(first.AccessToken)).toBe(false);
      expect(await isActive(second.AccessToken)).toBe(true);
      await expect(revoke(other.SessionId)).rejects.toMatchObject(missing);
      await expect(
        endpoint.cognito.send(new GetTokensFromRefreshTokenCommand(refreshing)),
      ).rejects.toMatchObject(refused);
    });

    it("end in the order of their use, where there are too many", async () => {
      const email = await createUser(endpoint, UserPoolId);
      const signIn = async () => {
        endpoint.advance(1);
        return await tokensFor(endpoint, pool, email);
      };
      const [first, second, third] = [await signIn(), await signIn(), await signIn()];
      endpoint.advance(1);
      await endpoint.cognito.send(
        new GetTokensFromRefreshTokenCommand({ ClientId: pool.clientId, RefreshToken: first.RefreshToken }),
      );
      const fourth = await signIn();
      const active = await Promise.all(
        [first, second, third, fourth].map(({ AccessToken }) => isActive(AccessToken)),
      );
      expect(active).toEqual([true, false, true, true]);
    });

    it("are seen and ended by an administrator", async () => {
      const email = await createUser(endpoint, UserPoolId);
      const { AccessToken } = await tokensFor(endpoint, pool, email);
      const user = { UserPoolId, Username: email };
      const { Sessions = [] } = await endpoint.cognito.send(new AdminListUserSessionsCommand(user));
      expect(Sessions).toMatchObject([{ IsCurrentSession: false }]);
      const { SessionId } = defined(Sessions[0]);
      await endpoint.cognito.send(new AdminRevokeUserSessionCommand({ ...user, SessionId }));
      expect(await isActive(AccessToken)).toBe(false);
    });

    it("of the pages have a lifetime by app client, which is kept", async () => {
      const named = { UserPoolId, ClientId: pool.clientId };
      const get = () => endpoint.cognito.send(new GetUserPoolClientSessionConfigurationCommand(named));
      expect(await get()).toMatchObject({ SSOSession: { MaxValidityMinutes: 60 } });
      const SSOSession = { MaxValidityMinutes: 5 };
      await endpoint.cognito.send(new SetUserPoolClientSessionConfigurationCommand({ ...named, SSOSession }));
      expect(await get()).toMatchObject({ ...named, SSOSession });
    });
  });

  it("events of threat protection are the sign-ins, with feedback", async () => {
    const email = await createUser(endpoint, UserPoolId);
    const { AccessToken } = await tokensFor(endpoint, pool, email);
    const user = { UserPoolId, Username: email };
    const events = async () =>
      (await endpoint.cognito.send(new AdminListUserAuthEventsCommand(user))).AuthEvents ?? [];
    const [event] = await events();
    expect(event).toMatchObject({
      EventId: claimsOf(AccessToken)["event_id"],
      EventType: "SignIn",
      EventResponse: "Pass",
    });
    const named = { ...user, EventId: event?.EventId, FeedbackValue: "Invalid" as const };
    await endpoint.cognito.send(new AdminUpdateAuthEventFeedbackCommand(named));
    expect(await events()).toMatchObject([
      { EventFeedback: { FeedbackValue: "Invalid", Provider: "Admin" } },
    ]);
    const stranger = await createUser(endpoint, UserPoolId);
    for (const changes of [{ Username: stranger }, { EventId: "no-event" }]) {
      await expect(
        endpoint.cognito.send(new AdminUpdateAuthEventFeedbackCommand({ ...named, ...changes })),
      ).rejects.toMatchObject(missing);
    }
    await expect(
      endpoint.cognito.send(new UpdateAuthEventFeedbackCommand({ ...named, FeedbackToken: "a-token" })),
    ).rejects.toMatchObject(refused);
    const off = await createPool(endpoint, { pool: {} });
    await expect(
      endpoint.cognito.send(new AdminListUserAuthEventsCommand({ ...user, UserPoolId: off.poolId })),
    ).rejects.toMatchObject({ name: "UserPoolAddOnNotEnabledException" });
  });

  it("a machine gets a token for its custom scopes alone, with its secret", async () => {
    await endpoint.cognito.send(
      new CreateResourceServerCommand({
        UserPoolId,
        Identifier: "notes",
        Name: "Notes",
        Scopes: [{ ScopeName: "read", ScopeDescription: "Reads" }],
      }),
    );
    const machine = {
      GenerateSecret: true,
      ExplicitAuthFlows: ["ALLOW_CLIENT_TOKEN_AUTH" as never],
      AllowedOAuthScopes: ["notes/read", "openid"],
    };
    const client = await createClient(endpoint, UserPoolId, { ClientName: "token", ...machine });
    const ask = (changes: object = {}) =>
      endpoint.cognito.send(
        new GetClientTokenCommand({ ClientId: client.ClientId, Secret: client.ClientSecret, ...changes }),
      );
    const { ClientAuthenticationResult: token } = await ask();
    expect(token).toMatchObject({ TokenType: "Bearer", ExpiresIn: 3600 });
    expect(claimsOf(token?.AccessToken)).toMatchObject({
      sub: client.ClientId,
      client_id: client.ClientId,
      scope: "notes/read",
    });
    await expect(ask({ Secret: "wrong" })).rejects.toMatchObject(refused);
    await expect(ask({ Scopes: ["openid"] })).rejects.toMatchObject(invalid);
    await expect(ask({ Scopes: ["notes/write"] })).rejects.toMatchObject(invalid);
    await expect(ask({ ClientId: pool.clientId })).rejects.toMatchObject(invalid);
    await expect(ask({ ClientId: "unknown" })).rejects.toMatchObject(missing);
    await expect(
      createClient(endpoint, UserPoolId, {
        ...machine,
        ExplicitAuthFlows: ["ALLOW_CLIENT_TOKEN_AUTH" as never, "ALLOW_USER_AUTH"],
      }),
    ).rejects.toMatchObject(invalid);
  });

  it("the settings of old turn SMS_MFA on for those who can receive it", async () => {
    const email = await createUser(endpoint, UserPoolId);
    const { AccessToken } = await tokensFor(endpoint, pool, email);
    const MFAOptions = [{ DeliveryMedium: "SMS" as const, AttributeName: "phone_number" }];
    const set = (options: object[]) =>
      endpoint.cognito.send(new SetUserSettingsCommand({ AccessToken, MFAOptions: options }));
    await set([]);
    await expect(set(MFAOptions)).rejects.toMatchObject(invalid);
    await expect(set([{ DeliveryMedium: "EMAIL", AttributeName: "email" }])).rejects.toMatchObject(invalid);
    await expect(
      endpoint.cognito.send(new AdminSetUserSettingsCommand({ UserPoolId, Username: email, MFAOptions })),
    ).rejects.toMatchObject(invalid);
  });

  it("replicas are kept by region", async () => {
    const named = { UserPoolId, RegionName: "eu-west-1" };
    const replicas = async () =>
      (await endpoint.cognito.send(new ListUserPoolReplicasCommand({ UserPoolId }))).UserPoolReplicas;
    const create = (RegionName: string) =>
      endpoint.cognito.send(new CreateUserPoolReplicaCommand({ UserPoolId, RegionName }));
    expect((await create("eu-west-1")).UserPoolReplica).toMatchObject({
      Status: "CREATING",
      Role: "SECONDARY",
    });
    for (const region of ["eu-west-1", endpoint.region, "nowhere"])
      await expect(create(region)).rejects.toMatchObject(invalid);
    await endpoint.cognito.send(new UpdateUserPoolReplicaCommand({ ...named, Status: "ACTIVE" }));
    expect(await replicas()).toMatchObject([
      { RegionName: endpoint.region, Role: "PRIMARY", Status: "ACTIVE" },
      { RegionName: "eu-west-1", Role: "SECONDARY", Status: "ACTIVE" },
    ]);
    await endpoint.cognito.send(new DeleteUserPoolReplicaCommand(named));
    expect(await replicas()).toHaveLength(1);
    await expect(endpoint.cognito.send(new DeleteUserPoolReplicaCommand(named))).rejects.toMatchObject(
      missing,
    );
  });

  it("limits are kept by category, not below the free ones", async () => {
    const limit = (Category: string) => ({
      LimitDefinition: { LimitClass: "API_CATEGORY" as const, Attributes: { Category } },
    });
    const get = async (category: string) =>
      (await endpoint.cognito.send(new GetProvisionedLimitCommand(limit(category)))).Limit;
    const set = (category: string, RequestedLimitValue: number) =>
      endpoint.cognito.send(new UpdateProvisionedLimitCommand({ ...limit(category), RequestedLimitValue }));
    const { FreeLimitValue = 0 } = (await get("UserAuthentication")) ?? {};
    await set("UserAuthentication", FreeLimitValue + 1);
    expect(await get("UserAuthentication")).toMatchObject({
      ProvisionedLimitValue: FreeLimitValue + 1,
      FreeLimitValue,
    });
    await expect(set("UserAuthentication", FreeLimitValue - 1)).rejects.toMatchObject(invalid);
    await expect(get("constructor")).rejects.toMatchObject(missing);
  });

  it("the signing certificate is the pool's own, and stays the same", async () => {
    const get = async () =>
      (await endpoint.cognito.send(new GetSigningCertificateCommand({ UserPoolId }))).Certificate ?? "";
    const text = await get();
    const certificate = new X509Certificate(Buffer.from(text, "base64"));
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.subject).toBe(`CN=${UserPoolId}`);
    const [from, to] = [certificate.validFrom, certificate.validTo].map((date) => new Date(date));
    expect(Number(to?.getUTCFullYear()) - Number(from?.getUTCFullYear())).toBe(10);
    expect(await get()).toBe(text);
  });
});
