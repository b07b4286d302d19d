import { randomUUID } from "node:crypto";
import {
  AdminListDevicesCommand,
  UpdateUserPoolCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { totpCode } from "../../local-user-pool/clients/authenticator.ts";
import { signIns } from "../../local-user-pool/tables/sign-ins-table.ts";
import { decodeJwt } from "../../local-user-pool/tokens/jwt.ts";
import { withDeviceTracking } from "../../user-pool/provisioning/device-tracking.ts";
import { userPoolDefinition } from "../../user-pool/provisioning/pool-definition.ts";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import type { Browser } from "../support/app/browser.ts";
import { expectState } from "../support/app/expectations.ts";
import { startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import { localUserPoolId as UserPoolId, startTestApp, type TestApp } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

let app: TestApp;
/** On a pool that keeps track of devices. */
let node: TestApp;

beforeAll(async () => {
  app = await startTestApp();
  await trackDevices();
  node = { ...app, ...(await app.startNode()) };
});
afterAll(() => app.stop());

async function trackDevices(): Promise<void> {
  const { pool, mfa } = withDeviceTracking(userPoolDefinition);
  const { PoolName: _name, UsernameAttributes: _kind, Schema: _schema, ...settings } = pool;
  await app.cognito.send(new UpdateUserPoolCommand({ UserPoolId, ...settings }));
  await app.cognito.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...mfa }));
}

type Member = Person & { secret: string };

async function setUpTotp({ sdk }: Browser): Promise<string> {
  const { secret } = expectState((await sdk.setUpTotp()).setUpTotp, "TotpSetUp");
  const input = { code: totpCode(secret, app.now()) };
  expectState((await sdk.confirmTotp({ input })).confirmTotp, "Viewer");
  return secret;
}

async function signUpWithTotp(): Promise<Member> {
  const person = await signUpPerson(node);
  return { ...person, secret: await setUpTotp(person.browser) };
}

async function signIn({ sdk }: Pick<Browser, "sdk">, { email, password }: Person) {
  return (await sdk.signIn({ input: { identifier: email, password } })).signIn;
}

async function answer(
  { sdk, useAccessToken }: Browser,
  challengeToken: string,
  secret: string,
  rememberDevice = false,
): Promise<void> {
  // The app accepts each code once.
  app.advance({ seconds: 31 });
  const input = { rememberDevice, challengeToken, code: totpCode(secret, app.now()) };
  const { session } = expectState((await sdk.respondToChallenge({ input })).respondToChallenge, "SignedIn");
  useAccessToken(session.accessToken);
}

/** Signs in with the password and the code of the app, in a browser that is remembered from then on. */
async function remember(person: Member, browser = node.browser()): Promise<Browser> {
  const { challenge } = expectState(await signIn(browser, person), "ChallengeRequired");
  await answer(browser, challenge.token, person.secret, true);
  return browser;
}

async function signOut({ sdk, useAccessToken }: Browser): Promise<void> {
  expectState((await sdk.signOut()).signOut, "SignedOut");
  useAccessToken(undefined);
}

const devicesOf = async ({ sdk }: Browser) => (await sdk.account()).viewer?.devices ?? [];

/** How many devices the pool remembers. */
async function rememberedAtPool({ email }: Person): Promise<number> {
  const { Devices = [] } = await app.cognito.send(
    new AdminListDevicesCommand({ UserPoolId, Username: email, Limit: 60 }),
  );
  return Devices.filter(({ DeviceAttributes = [] }) =>
    DeviceAttributes.some(
      ({ Name, Value }) => Name === "dev:device_remembered_status" && Value === "remembered",
    ),
  ).length;
}

it("maintenance forgets a device after 30 days, here and at the pool, although nobody signs in", async () => {
  const person = await signUpWithTotp();
  await signOut(await remember(person));
  app.advance({ days: 29 });
  const young = await remember(person);
  // A node does it when it starts, and once a minute.
  await app.startNode();
  expect(await devicesOf(young)).toHaveLength(2);
  app.advance({ days: 1, minutes: 1 });
  await app.startNode();
  await eventually(async () => expect(await rememberedAtPool(person)).toBe(1));
  const fresh = node.browser();
  await remember(person, fresh);
  // Those of the 29th and of the last day.
  expect(await devicesOf(fresh)).toHaveLength(2);
});

it("an account has twenty devices at most, the newest, here and at the pool", async () => {
  const person = await signUpWithTotp();
  const first = await remember(person);
  await signOut(first);
  const second = await remember(person);
  await signOut(second);
  let last = second;
  for (let count = 3; count <= 21; count += 1) {
    app.advance({ minutes: 10 });
    last = await remember(person);
    if (count === 20) expect(await devicesOf(last)).toHaveLength(20);
    if (count < 21) await signOut(last);
  }
  expect(await devicesOf(last)).toHaveLength(20);
  expect(await rememberedAtPool(person)).toBe(20);
  expectState(await signIn(first, person), "ChallengeRequired");
  expectState(await signIn(second, person), "SignedIn");
});

it("a new authenticator app forgets the devices of the old one", async () => {
  const person = await signUpWithTotp();
  const browser = await remember(person);
  await signOut(browser);
  const other = await remember(person);
  expect(await devicesOf(other)).toHaveLength(2);
  app.advance({ seconds: 31 });
  const secret = await setUpTotp(other);
  expect(await devicesOf(other)).toEqual([]);
  expect(await rememberedAtPool(person)).toBe(0);
  const { challenge } = expectState(await signIn(browser, person), "ChallengeRequired");
  await answer(browser, challenge.token, secret);
});

it("no authenticator app forgets the devices", async () => {
  const person = await signUpWithTotp();
  await signOut(await remember(person));
  const other = await remember(person);
  expectState((await other.sdk.disableTotp()).disableTotp, "Viewer");
  expect(await devicesOf(other)).toEqual([]);
  expect(await rememberedAtPool(person)).toBe(0);
});

it("a recovery code forgets the devices", async () => {
  const person = await signUpWithTotp();
  const browser = await remember(person);
  const { createRecoveryCodes } = await browser.sdk.createRecoveryCodes();
  const [recoveryCode = ""] = expectState(createRecoveryCodes, "RecoveryCodesCreated").codes;
  const stranger = node.browser();
  const { challenge } = expectState(await signIn(stranger, person), "ChallengeRequired");
  const input = { challengeToken: challenge.token, recoveryCode };
  expectState((await stranger.sdk.respondToChallenge({ input })).respondToChallenge, "SignInRequired");
  expect(await devicesOf(browser)).toEqual([]);
  expect(await rememberedAtPool(person)).toBe(0);
});

it("a sign-out of the other sessions forgets the other devices", async () => {
  const person = await signUpWithTotp();
  const other = await remember(person);
  const current = await remember(person);
  expect(await devicesOf(current)).toHaveLength(2);
  const input = { exceptCurrent: true, password: person.password };
  const { signOutEverywhere } = await current.sdk.signOutEverywhere({ input });
  const { challenge } = expectState(signOutEverywhere, "ChallengeRequired");
  await answer(current, challenge.token, person.secret);
  expect(await devicesOf(current)).toMatchObject([{ current: true }]);
  other.useAccessToken(undefined);
  other.cookies.delete("cruddur_refresh_token");
  expectState(await signIn(other, person), "ChallengeRequired");
  await signOut(current);
  expectState(await signIn(current, person), "SignedIn");
});

it("a refresh that brings a new device confirms it, and the session goes on from that device", async () => {
  const pool = await startFaultyUserPool(app.userPoolUrl);
  const site = { ...app, ...(await app.startNode({ COGNITO_ENDPOINT: pool.url })) };
  const person = await signUpPerson(site);
  const { browser } = person;
  const device = { DeviceKey: `us-east-1_${randomUUID()}`, DeviceGroupKey: "-a1B2c3D4" };
  // As Cognito does for a sign-in from before the pool kept track of devices. From then on it asks for the key.
  const change = async (output: Record<string, unknown>) => {
    const { AccessToken, ...result } = z
      .looseObject({ AccessToken: z.string() })
      .parse(output["AuthenticationResult"]);
    await app.db
      .update(signIns)
      .set({ deviceKey: device.DeviceKey, deviceGroupKey: device.DeviceGroupKey })
      .where(eq(signIns.originJti, String(decodeJwt(AccessToken)?.claims["origin_jti"])));
    return { AuthenticationResult: { AccessToken, ...result, NewDeviceMetadata: device } };
  };
  const refresh = async (): Promise<void> => {
    const { refreshSession } = await browser.sdk.refreshSession({});
    browser.useAccessToken(expectState(refreshSession, "SignedIn").session.accessToken);
  };
  pool.faults.set("GetTokensFromRefreshToken", { kind: "changed", change });
  await refresh();
  pool.faults.clear();
  const { Devices } = await app.cognito.send(
    new AdminListDevicesCommand({ UserPoolId, Username: person.email }),
  );
  expect(Devices?.map(({ DeviceKey }) => DeviceKey)).toContain(device.DeviceKey);
  await refresh();
  await refresh();
});
