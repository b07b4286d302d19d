import { AdminCreateUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  CognitoUserSession,
} from "amazon-cognito-identity-js";
import type { ISignUpResult } from "amazon-cognito-identity-js";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createUser, newEmail, password } from "../contract/support/builders.ts";
import { totpCode, wrongTotpCode } from "./authenticator.ts";
import { startCruddurPool } from "./cruddur-pool.ts";
import type { CruddurPool } from "./cruddur-pool.ts";

const newPassword = "Correct-Horse-10";
const refused = { code: "NotAuthorizedException" };
const wrongCode = { code: "CodeMismatchException" };

let pool: CruddurPool;

beforeAll(async () => {
  pool = await startCruddurPool();
});

afterAll(() => pool.close());

afterEach(() => {
  expect(pool.unexpectedErrors).toEqual([]);
});

/** A user on a device with storage of its own. */
function deviceOf(email: string): { userPool: CognitoUserPool; user: CognitoUser } {
  const items = new Map<string, string>();
  const Storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
    clear: () => items.clear(),
  };
  const userPool = new CognitoUserPool({
    UserPoolId: pool.poolId,
    ClientId: pool.clientId,
    endpoint: pool.url,
    Storage,
  });
  return { userPool, user: new CognitoUser({ Username: email, Pool: userPool, Storage }) };
}

type NodeCallback<Result> = (error?: Error | null, result?: Result | null) => void;
type Callbacks<Result> = { onSuccess: (result: Result) => void; onFailure: (error: Error) => void };

/** Converts the library's two kinds of callbacks to promises. */
function called<Result>(call: (callback: NodeCallback<Result>) => void): Promise<Result | null | undefined> {
  return new Promise((resolve, reject) => {
    call((error, result) => (error ? reject(error) : resolve(result)));
  });
}

function toPromise<Result>(call: (callbacks: Callbacks<Result>) => void): Promise<Result> {
  return new Promise((onSuccess, onFailure) => {
    call({ onSuccess, onFailure });
  });
}

type Outcome = CognitoUserSession | "TOTP required" | { requiredAttributes: unknown };

/** Signs in by SRP, up to the first challenge after the password. */
function signIn(user: CognitoUser, email: string, Password = password): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    user.authenticateUser(new AuthenticationDetails({ Username: email, Password }), {
      onSuccess: resolve,
      onFailure: reject,
      newPasswordRequired: (_attributes, requiredAttributes) => resolve({ requiredAttributes }),
      totpRequired: () => resolve("TOTP required"),
    });
  });
}

async function signedInPerson() {
  const email = await createUser(pool, pool.poolId);
  const { user } = deviceOf(email);
  const session = await signIn(user, email);
  if (!(session instanceof CognitoUserSession))
    throw new Error("The sign-in requires more than the password");
  return { email, user, session };
}

async function attributesOf(user: CognitoUser): Promise<Record<string, string>> {
  const attributes = await called<CognitoUserAttribute[]>((done) => user.getUserAttributes(done));
  return Object.fromEntries((attributes ?? []).map(({ Name, Value }) => [Name, Value]));
}

describe("a new user", () => {
  it("signs up, confirms, signs in and reads the attributes", async () => {
    const email = newEmail();
    const { userPool, user } = deviceOf(email);
    const attributes = Object.entries({ email, name: "Ada", preferred_username: "ada" }).map(
      ([Name, Value]) => new CognitoUserAttribute({ Name, Value }),
    );
    const signedUp = await called<ISignUpResult>((done) =>
      userPool.signUp(email, password, attributes, [], done),
    );
    expect(signedUp).toMatchObject({
      userConfirmed: false,
      codeDeliveryDetails: { Destination: "u***@e***" },
    });

    const confirm = (code: string) => called((done) => user.confirmRegistration(code, false, done));
    await expect(confirm("no-code")).rejects.toMatchObject(wrongCode);
    await confirm(pool.codeFor(email));
    expect(await signIn(user, email)).toBeInstanceOf(CognitoUserSession);
    expect(await attributesOf(user)).toMatchObject({ email, email_verified: "true", name: "Ada" });
  });

  it("invited by an administrator sets a password and the required attributes", async () => {
    const email = newEmail();
    await pool.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: pool.poolId,
        Username: email,
        TemporaryPassword: password,
        MessageAction: "SUPPRESS",
        UserAttributes: [{ Name: "email", Value: email }],
      }),
    );
    const { user } = deviceOf(email);
    expect(await signIn(user, email)).toEqual({ requiredAttributes: ["name", "preferred_username"] });
    const given = { name: "Ada", preferred_username: "ada" };
    const session = await toPromise((callbacks) =>
      user.completeNewPasswordChallenge(newPassword, given, callbacks),
    );
    expect(session).toBeInstanceOf(CognitoUserSession);
    expect(await attributesOf(user)).toMatchObject(given);
  });
});

describe("sign-in by SRP", () => {
  it("returns tokens that the library can decode", async () => {
    const { email, session } = await signedInPerson();
    expect(session.isValid()).toBe(true);
    expect(session.getIdToken().decodePayload()).toMatchObject({ email, aud: pool.clientId });
    expect(session.getAccessToken().decodePayload()).toMatchObject({ client_id: pool.clientId });
  });

  it("has the same error for a wrong password and an unknown user", async () => {
    const email = await createUser(pool, pool.poolId);
    const attempt = (username: string) =>
      signIn(deviceOf(username).user, username, newPassword).catch((error: unknown) => error);
    const wrong = await attempt(email);
    expect(wrong).toMatchObject(refused);
    expect(await attempt(newEmail())).toEqual(wrong);
  });
});

describe("a signed-in user", () => {
  it("refreshes the session", async () => {
    const { user, session } = await signedInPerson();
    const refreshed = await called<CognitoUserSession>((done) =>
      user.refreshSession(session.getRefreshToken(), done),
    );
    const jtis = [session, refreshed].map((each) => each?.getAccessToken().decodePayload()["jti"]);
    expect(new Set(jtis).size).toBe(2);
    expect(refreshed?.getRefreshToken().getToken()).toBe(session.getRefreshToken().getToken());
  });

  it("changes the password with the old one", async () => {
    const { email, user } = await signedInPerson();
    const change = (old: string) => called((done) => user.changePassword(old, newPassword, done));
    await expect(change(newPassword)).rejects.toMatchObject(refused);
    await change(password);
    await expect(signIn(deviceOf(email).user, email)).rejects.toMatchObject(refused);
    expect(await signIn(deviceOf(email).user, email, newPassword)).toBeInstanceOf(CognitoUserSession);
  });

  it("signs out everywhere", async () => {
    const { email, user } = await signedInPerson();
    const elsewhere = deviceOf(email).user;
    await signIn(elsewhere, email);
    await toPromise((callbacks) => user.globalSignOut(callbacks));
    await expect(attributesOf(elsewhere)).rejects.toMatchObject(refused);
  });
});

describe("a forgotten password", () => {
  it("is replaced with a mailed code", async () => {
    const email = await createUser(pool, pool.poolId);
    const { user } = deviceOf(email);
    expect(await toPromise((callbacks) => user.forgotPassword(callbacks))).toMatchObject({
      CodeDeliveryDetails: { DeliveryMedium: "EMAIL", AttributeName: "email" },
    });
    const confirm = (code: string) =>
      toPromise((callbacks) => user.confirmPassword(code, newPassword, callbacks));
    await expect(confirm("no-code")).rejects.toMatchObject(wrongCode);
    await confirm(pool.codeFor(email));
    expect(await signIn(user, email, newPassword)).toBeInstanceOf(CognitoUserSession);
  });
});

describe("TOTP", () => {
  it("is set up, and then required at sign-in", async () => {
    const { email, user } = await signedInPerson();
    const secret = await new Promise<string>((associateSecretCode, onFailure) => {
      user.associateSoftwareToken({ associateSecretCode, onFailure });
    });
    const verify = (code: string) =>
      toPromise((callbacks) => user.verifySoftwareToken(code, "phone", callbacks));
    await expect(verify(wrongTotpCode(secret, pool.now()))).rejects.toMatchObject({
      code: "EnableSoftwareTokenMFAException",
    });
    await verify(totpCode(secret, pool.now()));
    const preferred = { Enabled: true, PreferredMfa: true };
    await called((done) => user.setUserMfaPreference(null, preferred, done));

    pool.advance(30);
    const elsewhere = deviceOf(email).user;
    expect(await signIn(elsewhere, email)).toBe("TOTP required");
    const respondWith = (code: string) =>
      toPromise((callbacks) => elsewhere.sendMFACode(code, callbacks, "SOFTWARE_TOKEN_MFA"));
    await expect(respondWith(wrongTotpCode(secret, pool.now()))).rejects.toMatchObject(wrongCode);
    expect(await respondWith(totpCode(secret, pool.now()))).toBeInstanceOf(CognitoUserSession);
  });
});
