import {
  AdminForgetDeviceCommand,
  AdminGetDeviceCommand,
  AdminListDevicesCommand,
  AdminUpdateDeviceStatusCommand,
  ConfirmDeviceCommand,
  DescribeUserPoolCommand,
  ForgetDeviceCommand,
  GetDeviceCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  ListDevicesCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  SetUserPoolMfaConfigCommand,
  UpdateDeviceStatusCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type {
  AuthenticationResultType,
  AuthFlowType,
  ChallengeNameType,
  DeviceConfigurationType,
  DeviceType,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createPool, createUser, defined, password, tokensFor } from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { createSrpClient, deviceVerifier, hostilePublicValues } from "../support/srp-client.ts";
import type { SrpName } from "../support/srp-client.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

/** The secret that a device keeps. */
const secret = "a-secret-of-the-device";
const refused = { name: "NotAuthorizedException" };
const noSuchDevice = { name: "ResourceNotFoundException", message: "Device does not exist." };
const refusedRefresh = { name: "NotAuthorizedException", message: "Invalid Refresh Token" };

let endpoint: EndpointUnderTest;
/** Remembers confirmed devices at once. All pools require a code by mail as the second factor. */
let pool: TestPool;
/** Remembers a device when the user says so. */
let asking: TestPool;
/** Tracks devices, but always requires the second factor. */
let tracking: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createTrackingPool({
    ChallengeRequiredOnNewDevice: true,
    DeviceOnlyRememberedOnUserPrompt: false,
  });
  asking = await createTrackingPool({
    ChallengeRequiredOnNewDevice: true,
    DeviceOnlyRememberedOnUserPrompt: true,
  });
  tracking = await createTrackingPool({ ChallengeRequiredOnNewDevice: false });
});

afterAll(() => endpoint.close());

async function createTrackingPool(DeviceConfiguration: DeviceConfigurationType): Promise<TestPool> {
  const created = await createPool(endpoint, { pool: { DeviceConfiguration } });
  await endpoint.cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: created.poolId,
      MfaConfiguration: "ON",
      EmailMfaConfiguration: { Message: "{####}", Subject: "Code" },
    }),
  );
  return created;
}

const start = (
  { clientId }: TestPool,
  USERNAME: string,
  parameters: Record<string, string> = {},
  AuthFlow: AuthFlowType = "USER_PASSWORD_AUTH",
) =>
  endpoint.cognito.send(
    new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow,
      AuthParameters: { USERNAME, PASSWORD: password, ...parameters },
    }),
  );

const respond = (
  { clientId }: TestPool,
  ChallengeName: ChallengeNameType,
  ChallengeResponses: Record<string, string>,
  Session?: string,
) =>
  endpoint.cognito.send(
    new RespondToAuthChallengeCommand({ ClientId: clientId, ChallengeName, ChallengeResponses, Session }),
  );

/** Signs in by password and a code by mail. */
async function signIn(
  inPool: TestPool,
  email: string,
  parameters: Record<string, string> = {},
): Promise<AuthenticationResultType> {
  const { Session, ChallengeName } = await start(inPool, email, parameters);
  expect(ChallengeName).toBe("EMAIL_OTP");
  const code = { USERNAME: email, EMAIL_OTP_CODE: endpoint.codeFor(email), ...parameters };
  const { AuthenticationResult } = await respond(inPool, "EMAIL_OTP", code, Session);
  return defined(AuthenticationResult);
}

const nameOf = ({ NewDeviceMetadata }: AuthenticationResultType): SrpName => ({
  group: defined(NewDeviceMetadata?.DeviceGroupKey),
  name: defined(NewDeviceMetadata?.DeviceKey),
});

const confirm = (AccessToken: string | undefined, device: SrpName, config = deviceVerifier(device, secret)) =>
  endpoint.cognito.send(
    new ConfirmDeviceCommand({
      AccessToken,
      DeviceKey: device.name,
      DeviceName: "Phone",
      DeviceSecretVerifierConfig: config,
    }),
  );

/** A person who has signed in on a device, which is confirmed. */
async function personWithDevice(inPool = pool) {
  const email = await createUser(endpoint, inPool.poolId);
  const tokens = await signIn(inPool, email);
  const device = nameOf(tokens);
  await confirm(tokens.AccessToken, device);
  return {
    email,
    device,
    AccessToken: defined(tokens.AccessToken),
    RefreshToken: defined(tokens.RefreshToken),
  };
}

/** Begins the proof of a device, up to the response to DEVICE_PASSWORD_VERIFIER. */
async function proveDevice(email: string, device: SrpName, deviceSecret = secret, now = endpoint.now()) {
  const { ChallengeName, Session } = await start(pool, email, { DEVICE_KEY: device.name });
  expect(ChallengeName).toBe("DEVICE_SRP_AUTH");
  const srp = createSrpClient();
  const answer = { USERNAME: email, DEVICE_KEY: device.name, SRP_A: srp.SRP_A };
  const { ChallengeParameters } = await respond(pool, "DEVICE_SRP_AUTH", answer, Session);
  return srp.respondAsDevice(device, defined(ChallengeParameters), deviceSecret, now);
}

const finish = (responses: Record<string, string>) => respond(pool, "DEVICE_PASSWORD_VERIFIER", responses);

const setStatus = (
  AccessToken: string,
  { name }: SrpName,
  DeviceRememberedStatus: "remembered" | "not_remembered",
) =>
  endpoint.cognito.send(
    new UpdateDeviceStatusCommand({ AccessToken, DeviceKey: name, DeviceRememberedStatus }),
  );

const forget = (AccessToken: string, { name }: SrpName) =>
  endpoint.cognito.send(new ForgetDeviceCommand({ AccessToken, DeviceKey: name }));

const attributesOf = ({ DeviceAttributes = [] }: DeviceType) =>
  Object.fromEntries(DeviceAttributes.map(({ Name = "", Value }) => [Name, Value]));

describe("a new device", () => {
  it("is named by the first sign-in, and shown once it is confirmed", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const { AccessToken, NewDeviceMetadata } = await signIn(pool, email);
    const DeviceKey = expect.stringMatching(/^us-east-1_[0-9a-f-]{36}$/);
    expect(NewDeviceMetadata).toEqual({ DeviceKey, DeviceGroupKey: expect.stringMatching(/^-\w{8}$/) });
    const device = nameOf({ NewDeviceMetadata });
    const get = () => endpoint.cognito.send(new GetDeviceCommand({ AccessToken, DeviceKey: device.name }));
    await expect(get()).rejects.toMatchObject(noSuchDevice);
    expect(await confirm(AccessToken, device)).toMatchObject({ UserConfirmationNecessary: false });
    const { Device } = await get();
    expect(Device).toMatchObject({
      DeviceKey: device.name,
      DeviceCreateDate: expect.any(Date),
      DeviceLastModifiedDate: expect.any(Date),
      DeviceLastAuthenticatedDate: expect.any(Date),
    });
    expect(attributesOf(defined(Device))).toMatchObject({
      device_status: "valid",
      device_name: "Phone",
      last_ip_used: expect.any(String),
      "dev:device_remembered_status": "remembered",
    });
    const { Devices } = await endpoint.cognito.send(new ListDevicesCommand({ AccessToken }));
    expect(Devices).toEqual([Device]);
  });

  it("is confirmed once, by its own sign-in", async () => {
    const { email, device, AccessToken } = await personWithDevice();
    await expect(confirm(AccessToken, device)).rejects.toMatchObject({ name: "DeviceKeyExistsException" });
    const other = await signIn(pool, email);
    await expect(confirm(AccessToken, nameOf(other))).rejects.toMatchObject(noSuchDevice);
    const stranger = await personWithDevice();
    await expect(confirm(stranger.AccessToken, device)).rejects.toMatchObject(noSuchDevice);
    await forget(AccessToken, device);
    await expect(confirm(AccessToken, device)).rejects.toMatchObject(noSuchDevice);
  });

  it("is refused with a verifier that is none", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const tokens = await signIn(pool, email);
    const device = nameOf(tokens);
    const right = deviceVerifier(device, secret);
    const zero = Buffer.alloc(384).toString("base64");
    for (const config of [
      { ...right, PasswordVerifier: "*not base64*" },
      { ...right, PasswordVerifier: `${right.PasswordVerifier}=` },
      { ...right, PasswordVerifier: zero },
      { ...right, PasswordVerifier: Buffer.alloc(384, 0xff).toString("base64") },
      { ...right, PasswordVerifier: "A".repeat(100_000) },
      { ...right, PasswordVerifier: "" },
      { ...right, Salt: "é" },
      { ...right, Salt: "" },
      { Salt: right.Salt },
      { PasswordVerifier: right.PasswordVerifier },
    ]) {
      await expect(
        endpoint.cognito.send(
          new ConfirmDeviceCommand({
            AccessToken: tokens.AccessToken,
            DeviceKey: device.name,
            DeviceSecretVerifierConfig: config,
          }),
        ),
      ).rejects.toMatchObject({ name: "InvalidParameterException" });
    }
    await confirm(tokens.AccessToken, device);
  });

  it("has no meaning in a pool that does not track devices", async () => {
    const untracked = await createPool(endpoint, { pool: {} });
    const email = await createUser(endpoint, untracked.poolId);
    const { AuthenticationResult } = await start(untracked, email, { DEVICE_KEY: "us-east-1_a" });
    expect(AuthenticationResult).not.toHaveProperty("NewDeviceMetadata");
    const { AccessToken, RefreshToken } = await tokensFor(endpoint, untracked, email);
    const device = { group: "-12345678", name: "us-east-1_a" };
    const off = { name: "InvalidUserPoolConfigurationException" };
    await expect(confirm(AccessToken, device)).rejects.toMatchObject(off);
    await expect(forget(AccessToken, device)).rejects.toMatchObject(off);
    await expect(endpoint.cognito.send(new ListDevicesCommand({ AccessToken }))).rejects.toMatchObject(off);
    const refreshed = endpoint.cognito.send(
      new GetTokensFromRefreshTokenCommand({
        ClientId: untracked.clientId,
        RefreshToken,
        DeviceKey: device.name,
      }),
    );
    await expect(refreshed).resolves.toBeDefined();
  });
});

describe("a remembered device", () => {
  it("replaces the second factor of a sign-in by password", async () => {
    const { email, device, AccessToken } = await personWithDevice();
    endpoint.advance(60);
    const { AuthenticationResult } = await finish(await proveDevice(email, device));
    expect(AuthenticationResult).toMatchObject({ AccessToken: expect.any(String) });
    expect(AuthenticationResult).not.toHaveProperty("NewDeviceMetadata");
    const { Device } = await endpoint.cognito.send(
      new GetDeviceCommand({ AccessToken, DeviceKey: device.name }),
    );
    const age = Number(Device?.DeviceLastAuthenticatedDate) - Number(Device?.DeviceCreateDate);
    expect(age).toBe(60_000);
  });

  it("replaces the second factor of a sign-in by SRP", async () => {
    const { email, device } = await personWithDevice();
    const srp = createSrpClient();
    const parameters = { SRP_A: srp.SRP_A, DEVICE_KEY: device.name };
    const { ChallengeParameters } = await start(pool, email, parameters, "USER_SRP_AUTH");
    const proof = srp.respond(pool.poolId, defined(ChallengeParameters), password, endpoint.now());
    const challenge = await respond(pool, "PASSWORD_VERIFIER", { ...proof, DEVICE_KEY: device.name });
    expect(challenge.ChallengeName).toBe("DEVICE_SRP_AUTH");
  });

  it("is not asked for where it is not named, not remembered, or cannot prove itself", async () => {
    const { email, device, AccessToken } = await personWithDevice();
    const named = { DEVICE_KEY: device.name };
    expect(await start(pool, email)).toMatchObject({ ChallengeName: "EMAIL_OTP" });
    expect(await start(pool, email, named)).toMatchObject({ ChallengeName: "DEVICE_SRP_AUTH" });
    await setStatus(AccessToken, device, "not_remembered");
    expect(await signIn(pool, email, named)).not.toHaveProperty("NewDeviceMetadata");
    await setStatus(AccessToken, device, "remembered");
    expect(await start(pool, email, named)).toMatchObject({ ChallengeName: "DEVICE_SRP_AUTH" });

    const tokens = await signIn(pool, email);
    const bare = nameOf(tokens);
    await endpoint.cognito.send(
      new ConfirmDeviceCommand({ AccessToken: tokens.AccessToken, DeviceKey: bare.name }),
    );
    expect(await signIn(pool, email, { DEVICE_KEY: bare.name })).toBeDefined();
  });

  it("is one that the user wants remembered, where the pool asks", async () => {
    const email = await createUser(endpoint, asking.poolId);
    const tokens = await signIn(asking, email);
    const device = nameOf(tokens);
    expect(await confirm(tokens.AccessToken, device)).toMatchObject({ UserConfirmationNecessary: true });
    expect(await start(asking, email, { DEVICE_KEY: device.name })).toMatchObject({
      ChallengeName: "EMAIL_OTP",
    });
    await setStatus(defined(tokens.AccessToken), device, "remembered");
    expect(await start(asking, email, { DEVICE_KEY: device.name })).toMatchObject({
      ChallengeName: "DEVICE_SRP_AUTH",
    });
  });

  it("replaces nothing where the pool does not permit it", async () => {
    const { email, device } = await personWithDevice(tracking);
    expect(await signIn(tracking, email, { DEVICE_KEY: device.name })).toBeDefined();
  });
});

describe("a device that is not the person's", () => {
  it.each(["of another account", "forgotten", "unknown"])(
    "is refused after the password: %s",
    async (kind) => {
      const { email, device, AccessToken } = await personWithDevice();
      const foreign = kind === "of another account" ? (await personWithDevice()).device : device;
      if (kind === "forgotten") await forget(AccessToken, device);
      const DEVICE_KEY = kind === "unknown" ? "us-east-1_00000000-0000-0000-0000-000000000000" : foreign.name;
      await expect(start(pool, email, { DEVICE_KEY })).rejects.toMatchObject(noSuchDevice);
      await expect(start(pool, email, { DEVICE_KEY, PASSWORD: "Wrong-Horse-9" })).rejects.toMatchObject(
        refused,
      );
      expect(await start(pool, email)).toMatchObject({ ChallengeName: "EMAIL_OTP" });
    },
  );

  it("cannot be named with the second factor either", async () => {
    const { email } = await personWithDevice();
    const { device } = await personWithDevice();
    const { Session } = await start(pool, email);
    const code = { USERNAME: email, EMAIL_OTP_CODE: endpoint.codeFor(email) };
    await expect(
      respond(pool, "EMAIL_OTP", { ...code, DEVICE_KEY: device.name }, Session),
    ).rejects.toMatchObject(noSuchDevice);
    expect(await respond(pool, "EMAIL_OTP", code, Session)).toHaveProperty("AuthenticationResult");
  });

  it("does not use up the proof of the password, which clients of AWS send again", async () => {
    const { email, device, AccessToken } = await personWithDevice();
    await forget(AccessToken, device);
    const srp = createSrpClient();
    const parameters = { SRP_A: srp.SRP_A, DEVICE_KEY: device.name };
    const { ChallengeParameters } = await start(pool, email, parameters, "USER_SRP_AUTH");
    const proof = srp.respond(pool.poolId, defined(ChallengeParameters), password, endpoint.now());
    await expect(
      respond(pool, "PASSWORD_VERIFIER", { ...proof, DEVICE_KEY: device.name }),
    ).rejects.toMatchObject(noSuchDevice);
    expect(await respond(pool, "PASSWORD_VERIFIER", proof)).toMatchObject({ ChallengeName: "EMAIL_OTP" });
    await expect(respond(pool, "PASSWORD_VERIFIER", proof)).rejects.toMatchObject(refused);
  });

  it("can be neither seen, changed nor forgotten", async () => {
    const { AccessToken } = await personWithDevice();
    const { device, ...owner } = await personWithDevice();
    await expect(forget(AccessToken, device)).rejects.toMatchObject(noSuchDevice);
    await expect(setStatus(AccessToken, device, "not_remembered")).rejects.toMatchObject(noSuchDevice);
    await expect(
      endpoint.cognito.send(new GetDeviceCommand({ AccessToken, DeviceKey: device.name })),
    ).rejects.toMatchObject(noSuchDevice);
    await expect(proveDevice(owner.email, device).then(finish)).resolves.toHaveProperty(
      "AuthenticationResult",
    );
  });
});

describe("the proof of a device", () => {
  it("is refused with another secret, and then even with the right one", async () => {
    const { email, device } = await personWithDevice();
    const wrong = await proveDevice(email, device, "another-secret");
    await expect(finish(wrong)).rejects.toMatchObject(refused);

    const { ChallengeParameters, srp } = await exchange(email, device);
    const proofBy = (by: string) => srp.respondAsDevice(device, ChallengeParameters, by, endpoint.now());
    await expect(finish(proofBy("another-secret"))).rejects.toMatchObject(refused);
    await expect(finish(proofBy(secret))).rejects.toMatchObject(refused);
  });

  async function exchange(email: string, device: SrpName) {
    const { Session } = await start(pool, email, { DEVICE_KEY: device.name });
    const srp = createSrpClient();
    const answer = { USERNAME: email, DEVICE_KEY: device.name, SRP_A: srp.SRP_A };
    const { ChallengeParameters } = await respond(pool, "DEVICE_SRP_AUTH", answer, Session);
    return { srp, Session, ChallengeParameters: defined(ChallengeParameters) };
  }

  it("counts once", async () => {
    const { email, device } = await personWithDevice();
    const proof = await proveDevice(email, device);
    const results = await Promise.allSettled([finish(proof), finish(proof)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(finish(proof)).rejects.toMatchObject(refused);
  });

  it("is of this device, this person and this moment", async () => {
    const { email, device, AccessToken } = await personWithDevice();
    const stranger = await personWithDevice();
    const own = await proveDevice(email, device);
    await expect(finish({ ...own, DEVICE_KEY: stranger.device.name })).rejects.toMatchObject(refused);
    const another = await proveDevice(email, device);
    await expect(finish({ ...another, USERNAME: stranger.email })).rejects.toMatchObject(refused);
    const late = await proveDevice(email, device, secret, new Date(endpoint.now().getTime() - 6 * 60_000));
    await expect(finish(late)).rejects.toMatchObject(refused);
    const broken = await proveDevice(email, device);
    await expect(finish({ ...broken, PASSWORD_CLAIM_SIGNATURE: "*" })).rejects.toMatchObject(refused);
    await expect(finish({ ...broken, PASSWORD_CLAIM_SECRET_BLOCK: "*" })).rejects.toMatchObject(refused);

    const unwanted = await proveDevice(email, device);
    await setStatus(AccessToken, device, "not_remembered");
    await expect(finish(unwanted)).rejects.toMatchObject(refused);
    await setStatus(AccessToken, device, "remembered");
    const forgotten = await proveDevice(email, device);
    await forget(AccessToken, device);
    await expect(finish(forgotten)).rejects.toMatchObject(refused);
  });

  it("begins with the session and the key of the challenge, and a number below N", async () => {
    const { email, device } = await personWithDevice();
    const stranger = await personWithDevice();
    const { Session } = await start(pool, email, { DEVICE_KEY: device.name });
    const srp = createSrpClient();
    const answer = { USERNAME: email, DEVICE_KEY: device.name, SRP_A: srp.SRP_A };
    const begin = (changes: Record<string, string>, session = Session) =>
      respond(pool, "DEVICE_SRP_AUTH", { ...answer, ...changes }, session);
    await expect(begin({}, "a".repeat(40))).rejects.toMatchObject(refused);
    await expect(begin({ USERNAME: stranger.email })).rejects.toMatchObject(refused);
    await expect(begin({ DEVICE_KEY: stranger.device.name })).rejects.toMatchObject(noSuchDevice);
    await expect(begin({ SRP_A: "no hex" })).rejects.toMatchObject({ name: "InvalidParameterException" });
    expect(await begin({})).toMatchObject({ ChallengeName: "DEVICE_PASSWORD_VERIFIER" });
    await expect(begin({})).rejects.toMatchObject(refused);

    for (const SRP_A of hostilePublicValues) {
      const { Session: fresh } = await start(pool, email, { DEVICE_KEY: device.name });
      const { ChallengeParameters } = await begin({ SRP_A }, fresh);
      const proof = srp.respondAsDevice(device, defined(ChallengeParameters), secret, endpoint.now());
      await expect(finish(proof)).rejects.toMatchObject(refused);
    }
  });
});

describe("a refresh token", () => {
  const refresh = (RefreshToken: string | undefined, DeviceKey?: string) =>
    endpoint.cognito.send(
      new GetTokensFromRefreshTokenCommand({ ClientId: pool.clientId, RefreshToken, DeviceKey }),
    );
  const refreshByFlow = (REFRESH_TOKEN: string, parameters: Record<string, string> = {}) =>
    endpoint.cognito.send(
      new InitiateAuthCommand({
        ClientId: pool.clientId,
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN, ...parameters },
      }),
    );

  it("is refused before the device is confirmed, and revoked nonetheless", async () => {
    const email = await createUser(endpoint, pool.poolId);
    const { RefreshToken, AccessToken, ...tokens } = await signIn(pool, email);
    const device = nameOf(tokens);
    await expect(refresh(RefreshToken)).rejects.toMatchObject(refusedRefresh);
    await expect(refresh(RefreshToken, device.name)).rejects.toMatchObject(refusedRefresh);
    await endpoint.cognito.send(new RevokeTokenCommand({ ClientId: pool.clientId, Token: RefreshToken }));
    await expect(confirm(AccessToken, device)).rejects.toMatchObject(refused);
  });

  it("needs the key of its device", async () => {
    const { email, device, RefreshToken, AccessToken } = await personWithDevice();
    const other = await personWithDevice();
    await expect(refresh(RefreshToken)).rejects.toMatchObject(refusedRefresh);
    await expect(refresh(RefreshToken, other.device.name)).rejects.toMatchObject(refusedRefresh);
    expect(await refresh(RefreshToken, device.name)).toHaveProperty("AuthenticationResult");
    await expect(refreshByFlow(RefreshToken)).rejects.toMatchObject(refusedRefresh);
    expect(await refreshByFlow(RefreshToken, { DEVICE_KEY: device.name })).toHaveProperty(
      "AuthenticationResult",
    );

    const proved = await finish(await proveDevice(email, device));
    await forget(AccessToken, device);
    const tokens = [RefreshToken, defined(proved.AuthenticationResult?.RefreshToken)];
    for (const token of tokens) {
      await expect(refresh(token, device.name)).rejects.toMatchObject(refusedRefresh);
    }
  });
});

describe("an administrator", () => {
  it("sees, changes and forgets the devices of a user", async () => {
    const { email, device, AccessToken } = await personWithDevice();
    const second = await signIn(pool, email);
    await confirm(second.AccessToken, nameOf(second));
    const user = { UserPoolId: pool.poolId, Username: email };
    const list = (input: { Limit?: number; PaginationToken?: string } = {}) =>
      endpoint.cognito.send(new AdminListDevicesCommand({ ...user, ...input }));
    const keysOf = (devices: DeviceType[] = []) => devices.map(({ DeviceKey }) => DeviceKey);
    const all = keysOf((await list()).Devices);
    expect(new Set(all)).toEqual(new Set([device.name, nameOf(second).name]));
    const page = await list({ Limit: 1 });
    const rest = await list({ Limit: 1, PaginationToken: defined(page.PaginationToken) });
    expect([...keysOf(page.Devices), ...keysOf(rest.Devices)]).toEqual(all);
    expect(rest.PaginationToken).toBeUndefined();
    const own = await endpoint.cognito.send(new ListDevicesCommand({ AccessToken, Limit: 1 }));
    expect(keysOf(own.Devices)).toEqual(all.slice(0, 1));

    const named = { ...user, DeviceKey: device.name };
    await endpoint.cognito.send(
      new AdminUpdateDeviceStatusCommand({ ...named, DeviceRememberedStatus: "not_remembered" }),
    );
    const { Device } = await endpoint.cognito.send(new AdminGetDeviceCommand(named));
    expect(attributesOf(defined(Device))).toMatchObject({ "dev:device_remembered_status": "not_remembered" });
    await endpoint.cognito.send(new AdminForgetDeviceCommand(named));
    const getAgain = endpoint.cognito.send(new AdminGetDeviceCommand(named));
    await expect(getAgain).rejects.toMatchObject(noSuchDevice);
    const forgetAgain = endpoint.cognito.send(new AdminForgetDeviceCommand(named));
    await expect(forgetAgain).rejects.toMatchObject(noSuchDevice);
    const stranger = await createUser(endpoint, pool.poolId);
    await expect(
      endpoint.cognito.send(
        new AdminGetDeviceCommand({ ...named, Username: stranger, DeviceKey: nameOf(second).name }),
      ),
    ).rejects.toMatchObject(noSuchDevice);
  });

  it("reads the setting of the pool", async () => {
    const { UserPool } = await endpoint.cognito.send(
      new DescribeUserPoolCommand({ UserPoolId: asking.poolId }),
    );
    expect(UserPool?.DeviceConfiguration).toEqual({
      ChallengeRequiredOnNewDevice: true,
      DeviceOnlyRememberedOnUserPrompt: true,
    });
  });
});

afterEach(() => {
  expect(endpoint.unexpectedErrors).toEqual([]);
});
