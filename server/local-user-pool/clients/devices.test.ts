import {
  AdminForgetDeviceCommand,
  AdminListDevicesCommand,
  AdminUpdateUserAttributesCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from "amazon-cognito-identity-js";
import type { CognitoUserSession } from "amazon-cognito-identity-js";
import {
  confirmSignIn,
  fetchAuthSession,
  fetchDevices,
  forgetDevice,
  rememberDevice,
  signIn,
  signOut,
} from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import {
  createPool,
  createUser,
  defined,
  newPhone,
  password,
  smsSettings,
} from "../contract/support/builders.ts";
import type { TestPool } from "../contract/support/builders.ts";
import type { EndpointUnderTest } from "../contract/support/endpoint-under-test.ts";
import { configureAmplify } from "./amplify-setup.ts";
import { startEndpointForClients } from "./cruddur-pool.ts";

const done = { isSignedIn: true, nextStep: { signInStep: "DONE" } };
const asksForCode = { isSignedIn: false, nextStep: { signInStep: "CONFIRM_SIGN_IN_WITH_SMS_CODE" } };

let endpoint: EndpointUnderTest;
/** Asks for a code by SMS, except on devices that the user wants remembered. */
let pool: TestPool;

beforeAll(async () => {
  // Amplify names a device after its browser; Node has one from version 21 on.
  vi.stubGlobal("navigator", { userAgent: "Firefox" });
  endpoint = await startEndpointForClients();
  pool = await createPool(endpoint, {
    pool: {
      ...smsSettings,
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
    },
  });
  await endpoint.cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: pool.poolId,
      MfaConfiguration: "ON",
      SmsMfaConfiguration: smsSettings,
    }),
  );
  configureAmplify(endpoint, pool);
});

afterAll(async () => {
  vi.unstubAllGlobals();
  await endpoint.close();
});

async function createUserWithPhone() {
  const [email, phone] = [await createUser(endpoint, pool.poolId), newPhone()];
  await endpoint.cognito.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: pool.poolId,
      Username: email,
      UserAttributes: [{ Name: "phone_number", Value: phone }],
    }),
  );
  return { email, phone };
}

afterEach(async () => {
  await signOut();
  expect(endpoint.unexpectedErrors).toEqual([]);
});

async function forgetAllDevices(Username: string): Promise<void> {
  const user = { UserPoolId: pool.poolId, Username };
  const { Devices = [] } = await endpoint.cognito.send(new AdminListDevicesCommand(user));
  for (const { DeviceKey } of Devices) {
    await endpoint.cognito.send(new AdminForgetDeviceCommand({ ...user, DeviceKey }));
  }
}

describe("Amplify", () => {
  it("remembers, lists and forgets a device", async () => {
    const { email, phone } = await createUserWithPhone();
    const enter = () => signIn({ username: email, password });
    const enterWithCode = async () => {
      expect(await enter()).toMatchObject(asksForCode);
      expect(await confirmSignIn({ challengeResponse: endpoint.codeFor(phone) })).toEqual(done);
    };
    await enterWithCode();
    const [device] = await fetchDevices();
    expect(device).toMatchObject({ attributes: { "dev:device_remembered_status": "not_remembered" } });
    await signOut();

    await enterWithCode();
    await rememberDevice();
    await signOut();
    expect(await enter()).toEqual(done);
    expect((await fetchDevices()).map(({ id }) => id)).toEqual([defined(device).id]);
    expect((await fetchAuthSession({ forceRefresh: true })).tokens).toBeDefined();

    await forgetDevice();
    expect(await fetchDevices()).toEqual([]);
    await signOut();
    await enterWithCode();
    await rememberDevice();
    await signOut();

    await forgetAllDevices(email);
    await enterWithCode();
  });
});

describe("amazon-cognito-identity-js", () => {
  it("remembers a device, proves it and forgets it", async () => {
    const { email, phone } = await createUserWithPhone();
    const items = new Map<string, string>();
    const Storage = {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
      removeItem: (key: string) => void items.delete(key),
      clear: () => items.clear(),
    };
    const { poolId: UserPoolId, clientId: ClientId } = pool;
    const userPool = new CognitoUserPool({ UserPoolId, ClientId, endpoint: endpoint.url, Storage });
    const user = new CognitoUser({ Username: email, Pool: userPool, Storage });
    const details = new AuthenticationDetails({ Username: email, Password: password });
    const enter = () =>
      new Promise<string>((resolve, reject) => {
        user.authenticateUser(details, {
          onSuccess: (_session, needsConfirmation) =>
            resolve(needsConfirmation ? "signed in, asks to remember" : "signed in"),
          onFailure: reject,
          mfaRequired: (name) => resolve(name),
        });
      });
    const settle = <Result>(
      call: (callbacks: { onSuccess: (result: Result) => void; onFailure: (error: Error) => void }) => void,
    ) =>
      new Promise<Result>((onSuccess, onFailure) => {
        call({ onSuccess, onFailure });
      });
    const enterWithCode = async () => {
      expect(await enter()).toBe("SMS_MFA");
      await settle((callbacks) => user.sendMFACode(endpoint.codeFor(phone), callbacks));
    };
    await enterWithCode();
    await settle((callbacks) => user.setDeviceStatusRemembered(callbacks));
    expect(await enter()).toBe("signed in");
    const session = await new Promise<CognitoUserSession>((resolve, reject) => {
      user.getSession((error: Error | null, found: CognitoUserSession) =>
        error ? reject(error) : resolve(found),
      );
    });
    const refreshed = await new Promise<unknown>((resolve, reject) => {
      user.refreshSession(session.getRefreshToken(), (error: unknown, found: unknown) =>
        error ? reject(error) : resolve(found),
      );
    });
    expect(refreshed).toBeDefined();

    await settle((callbacks) => user.setDeviceStatusNotRemembered(callbacks));
    await enterWithCode();
    await settle((callbacks) => user.setDeviceStatusRemembered(callbacks));
    await forgetAllDevices(email);
    await enterWithCode();
  });
});
