import {
  AdminForgetDeviceCommand,
  AdminListDevicesCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, it } from "vitest";
import { totpCode } from "../../local-user-pool/clients/authenticator.ts";
import { userPoolDefinition } from "../../user-pool/provisioning/pool-definition.ts";
import { newestCode, type Person, signUpPerson } from "../support/app/builders.ts";
import type { Browser } from "../support/app/browser.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { localUserPoolId as UserPoolId, startTestApp, type TestApp } from "../support/app/test-app.ts";

const cookie = "cruddur_remembered_device";

let app: TestApp;
/** On a pool that keeps track of devices. */
let node: TestApp;
/** On the same pool, which it read before that kept track of them. */
let before: TestApp;

beforeAll(async () => {
  app = await startTestApp();
  await trackDevices(false);
  before = { ...app, ...(await app.startNode()) };
  await trackDevices(true);
  node = { ...app, ...(await app.startNode()) };
});
afterAll(() => app.stop());

async function trackDevices(isOn: boolean): Promise<void> {
  const {
    PoolName: _name,
    UsernameAttributes: _kind,
    Schema: _schema,
    ...settings
  } = userPoolDefinition.pool;
  const DeviceConfiguration = isOn
    ? { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true }
    : undefined;
  await app.cognito.send(new UpdateUserPoolCommand({ UserPoolId, ...settings, DeviceConfiguration }));
  await app.cognito.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...userPoolDefinition.mfa }));
}

type Member = Person & { secret: string };
type Answer = Omit<Parameters<TestApp["sdk"]["respondToChallenge"]>[0]["input"], "challengeToken" | "code">;

/** A person with an authenticator app, who is signed in by the password. */
async function signUpWithTotp(on: TestApp = node): Promise<Member> {
  const person = await signUpPerson(on);
  const { sdk } = person.browser;
  const { secret } = expectState((await sdk.setUpTotp()).setUpTotp, "TotpSetUp");
  const input = { code: totpCode(secret, app.now()) };
  expectState((await sdk.confirmTotp({ input })).confirmTotp, "Viewer");
  return { ...person, secret };
}

/** Signs in with the password, in a browser. */
async function signIn({ sdk }: Pick<Browser, "sdk">, { email, password }: Person, deviceToken?: string) {
  const input = { identifier: email, password, ...(deviceToken !== undefined && { deviceToken }) };
  return (await sdk.signIn({ input })).signIn;
}

/** Signs in with the password and the code of the app. */
async function signInByBoth(browser: Browser, person: Member, answer: Answer = { rememberDevice: true }) {
  // The app accepts each code once.
  app.advance({ seconds: 31 });
  const { challenge } = expectState(await signIn(browser, person), "ChallengeRequired");
  const input = {
    ...answer,
    challengeToken: challenge.token,
    code: totpCode(person.secret, app.now()),
  };
  const { session } = expectState(
    (await browser.sdk.respondToChallenge({ input })).respondToChallenge,
    "SignedIn",
  );
  browser.useAccessToken(session.accessToken);
  return session;
}

async function signOut({ sdk, useAccessToken }: Browser): Promise<void> {
  expectState((await sdk.signOut()).signOut, "SignedOut");
  useAccessToken(undefined);
}

async function devicesOf({ sdk }: Browser) {
  return (await sdk.account()).viewer?.devices ?? [];
}

async function devicesAtPool({ email }: Person) {
  const { Devices = [] } = await app.cognito.send(
    new AdminListDevicesCommand({ UserPoolId, Username: email }),
  );
  return Devices.map(({ DeviceKey = "", DeviceAttributes = [] }) => ({
    key: DeviceKey,
    isRemembered: DeviceAttributes.some(
      ({ Name, Value }) => Name === "dev:device_remembered_status" && Value === "remembered",
    ),
  }));
}

async function refresh({ sdk, useAccessToken }: Browser): Promise<void> {
  const { refreshSession } = await sdk.refreshSession({});
  useAccessToken(expectState(refreshSession, "SignedIn").session.accessToken);
}

it("a remembered device is not asked for the second factor; other devices and other accounts are", async () => {
  expect((await node.sdk.authOptions()).authOptions.devicesCanBeRemembered).toBe(true);
  const person = await signUpWithTotp();
  const browser = node.browser();
  const { deviceToken } = await signInByBoth(browser, person);
  expect(deviceToken).toBeNull();
  const header = browser.lastSetCookies().find((each) => each.startsWith(`${cookie}=`));
  expect(header).toMatch(/; HttpOnly/);
  expect(await devicesOf(browser)).toMatchObject([{ current: true }]);
  expect(await devicesOf(person.browser)).toMatchObject([{ current: false }]);

  await signOut(browser);
  app.advance({ days: 29 });
  const { session } = expectState(await signIn(browser, person), "SignedIn");
  browser.useAccessToken(session.accessToken);
  const [device] = await devicesOf(browser);
  expect(Date.parse(device?.lastUsedAt ?? "") - Date.parse(device?.createdAt ?? "")).toBeGreaterThan(1e9);
  await refresh(browser);
  await refresh(browser);
  // Whoever is signed in proves themselves with both.
  expectState(await signIn(browser, person), "ChallengeRequired");
  expect(problemsOf((await browser.sdk.createRecoveryCodes()).createRecoveryCodes)).toEqual([
    "REAUTHENTICATION_REQUIRED",
  ]);
  await signOut(browser);

  expectState(await signIn(node.browser(), person), "ChallengeRequired");
  const other = await signUpWithTotp();
  expectState(await signIn(browser, other), "ChallengeRequired");
  // A second account of the same browser has a token of its own.
  await signInByBoth(browser, other);
  await signOut(browser);
  expectState(await signIn(browser, other), "SignedIn");
  await signOut(browser);
  expectState(await signIn(browser, person), "SignedIn");
  await signOut(browser);

  const value = browser.cookies.get(cookie) ?? "";
  for (const forged of [value.replace(/^.{40}/, "A".repeat(40)), value.slice(0, 80), "A.B", "…"]) {
    browser.cookies.set(cookie, forged.slice(0, forged.indexOf(".") > 0 ? forged.indexOf(".") : undefined));
    expectState(await signIn(browser, other), "ChallengeRequired");
  }
});

it("ends after 30 days, here and at the pool", async () => {
  const person = await signUpWithTotp();
  const browser = node.browser();
  await signInByBoth(browser, person);
  await signOut(browser);
  expect((await devicesAtPool(person)).filter(({ isRemembered }) => isRemembered)).toHaveLength(1);
  app.advance({ days: 30 });
  expectState(await signIn(browser, person), "ChallengeRequired");
  expect((await devicesAtPool(person)).filter(({ isRemembered }) => isRemembered)).toEqual([]);
});

it("a client without cookies keeps the device token itself", async () => {
  const person = await signUpWithTotp();
  const client = node.browser();
  const session = await signInByBoth(client, person, {
    rememberDevice: true,
    refreshTokenDelivery: "PAYLOAD",
  });
  const deviceToken = session.deviceToken ?? "";
  expect(client.cookies.has(cookie)).toBe(false);
  // With the access token this is a step-up.
  expectState(await signIn(client, person, deviceToken), "ChallengeRequired");
  client.useAccessToken(undefined);
  expectState(await signIn(client, person, deviceToken), "SignedIn");
  // Neither is it of another account, nor does a forged one matter.
  const other = await signUpWithTotp();
  expectState(await signIn(node, other, deviceToken), "ChallengeRequired");
  expectState(await signIn(node, person, `${deviceToken}A`), "ChallengeRequired");
  expectState(await signIn(node, person, "forged"), "ChallengeRequired");
});

it("a forgotten device goes on with its session, and is asked next time", async () => {
  const person = await signUpWithTotp();
  const [browser, stranger] = [node.browser(), await signUpPerson(node)];
  await signInByBoth(browser, person);
  const [{ id: deviceId } = { id: "" }] = await devicesOf(browser);
  for (const id of [deviceId, "no id"]) {
    const { forgetDevice } = await stranger.browser.sdk.forgetDevice({ input: { deviceId: id } });
    expect(problemsOf(forgetDevice)).toEqual(["NOT_FOUND deviceId"]);
  }
  const { forgetDevice } = await browser.sdk.forgetDevice({ input: { deviceId } });
  expect(expectState(forgetDevice, "Viewer").devices).toEqual([]);
  await refresh(browser);
  expect((await devicesAtPool(person)).some(({ isRemembered }) => isRemembered)).toBe(false);
  await signOut(browser);
  expectState(await signIn(browser, person), "ChallengeRequired");

  // One that an administrator forgets at the pool.
  const another = node.browser();
  await signInByBoth(another, person);
  await signOut(another);
  const remembered = (await devicesAtPool(person)).find(({ isRemembered }) => isRemembered);
  await app.cognito.send(
    new AdminForgetDeviceCommand({ UserPoolId, Username: person.email, DeviceKey: remembered?.key ?? "" }),
  );
  expectState(await signIn(another, person), "ChallengeRequired");
  expect(await devicesOf(person.browser)).toEqual([]);
});

it("a new password and a sign-out everywhere forget the others; a reset, a lost session and a new app forget them all", async () => {
  const person = await signUpWithTotp();
  const [current, other] = [node.browser(), node.browser()];
  const rememberBoth = async (): Promise<void> => {
    for (const browser of [other, current]) {
      if (browser.accessToken() !== undefined) await signOut(browser);
      browser.cookies.delete(cookie);
      await signInByBoth(browser, person);
    }
    expect(await devicesOf(current)).toHaveLength(2);
  };
  await rememberBoth();
  const { sessions = [] } = (await current.sdk.account()).viewer ?? {};
  const [, { id: sessionId } = { id: "" }] = sessions;
  expectState((await current.sdk.revokeSession({ input: { sessionId } })).revokeSession, "SignedOut");
  expect(await devicesOf(current)).toMatchObject([{ current: true }]);

  expectState((await current.sdk.signOutEverywhere({})).signOutEverywhere, "SignedOut");
  for (const browser of [current, other]) browser.useAccessToken(undefined);
  expectState(await signIn(current, person), "ChallengeRequired");

  await rememberBoth();
  const passwords = { currentPassword: person.password, newPassword: "quite another pass phrase" };
  const { changePassword } = await current.sdk.changePassword({ input: passwords });
  person.password = passwords.newPassword;
  app.advance({ seconds: 31 });
  const { respondToChallenge } = await current.sdk.respondToChallenge({
    input: {
      challengeToken: expectState(changePassword, "PasswordChanged").challenge?.token ?? "",
      code: totpCode(person.secret, app.now()),
    },
  });
  current.useAccessToken(expectState(respondToChallenge, "SignedIn").session.accessToken);
  expect(await devicesOf(current)).toMatchObject([{ current: true }]);

  await signInByBoth(current, person);
  await node.sdk.forgotPassword({ input: { identifier: person.email } });
  const code = await newestCode(app, person.email);
  const reset = { identifier: person.email, code, newPassword: "a third pass phrase of mine" };
  const { confirmForgotPassword } = await node.sdk.confirmForgotPassword({ input: reset });
  expectState(confirmForgotPassword, "ChallengeRequired");
  person.password = reset.newPassword;
  current.useAccessToken(undefined);
  expectState(await signIn(current, person), "ChallengeRequired");

  await signInByBoth(current, person);
  expect(await devicesOf(current)).toHaveLength(1);
  expectState((await current.sdk.disableTotp()).disableTotp, "Viewer");
  expect(await devicesOf(current)).toEqual([]);
  await refresh(current);
});

it("every session of a pool that keeps track of devices can be refreshed, and what is not asked for is not remembered", async () => {
  const person = await signUpWithTotp();
  // By the code of the sign-up.
  await refresh(person.browser);
  const browser = node.browser();
  await signInByBoth(browser, person, { rememberDevice: false });
  await refresh(browser);
  await refresh(browser);
  expect(await devicesOf(browser)).toEqual([]);
  expect((await devicesAtPool(person)).some(({ isRemembered }) => isRemembered)).toBe(false);
  await signOut(browser);
  expectState(await signIn(browser, person), "ChallengeRequired");
  // A session that goes on by a new sign-in.
  const plain = await signUpPerson(node);
  const passwords = { currentPassword: plain.password, newPassword: "quite another pass phrase" };
  const { changePassword } = await plain.browser.sdk.changePassword({ input: passwords });
  plain.browser.useAccessToken(expectState(changePassword, "PasswordChanged").session?.accessToken);
  await refresh(plain.browser);
});

it("nothing is remembered where the pool does not let devices stand in place of a factor", async () => {
  expect((await before.sdk.authOptions()).authOptions.devicesCanBeRemembered).toBe(false);
  const person = await signUpWithTotp(before);
  const browser = before.browser();
  await signInByBoth(browser, person);
  expect(browser.cookies.has(cookie)).toBe(false);
  expect(await devicesOf(browser)).toEqual([]);
  await signOut(browser);
  expectState(await signIn(browser, person), "ChallengeRequired");
});
