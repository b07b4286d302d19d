import {
  AdminCreateUserCommand,
  AdminResetUserPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  GlobalSignOutCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  autoSignIn,
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  confirmUserAttribute,
  deleteUser,
  fetchAuthSession,
  fetchMFAPreference,
  fetchUserAttributes,
  getCurrentUser,
  resendSignUpCode,
  resetPassword,
  setUpTOTP,
  signIn,
  signOut,
  signUp,
  updateMFAPreference,
  updatePassword,
  updateUserAttributes,
  verifyTOTPSetup,
} from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createUser, defined, newEmail, password, tokensFor } from "../contract/support/builders.ts";
import type { Tokens } from "../contract/support/builders.ts";
import { configureAmplify } from "./amplify-setup.ts";
import { totpCode, wrongTotpCode } from "./authenticator.ts";
import { startCruddurPool } from "./cruddur-pool.ts";
import type { CruddurPool } from "./cruddur-pool.ts";

const newPassword = "Correct-Horse-10";
const done = { isSignedIn: true, nextStep: { signInStep: "DONE" } };
const refused = { name: "NotAuthorizedException" };
const wrongCode = { name: "CodeMismatchException" };

let pool: CruddurPool;

beforeAll(async () => {
  pool = await startCruddurPool();
  configureAmplify(pool, pool);
});

afterAll(() => pool.close());

// Amplify has one signed-in user at a time.
afterEach(async () => {
  await signOut();
  expect(pool.unexpectedErrors).toEqual([]);
});

const createUserHere = () => createUser(pool, pool.poolId);

const refresh = ({ RefreshToken }: Tokens) =>
  pool.cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId: pool.clientId, RefreshToken }));

async function tokensOfSession(options: { forceRefresh?: boolean } = {}) {
  const { tokens } = await fetchAuthSession(options);
  return defined(tokens);
}

describe("a new user", () => {
  const register = (email: string, options: { autoSignIn?: { authFlowType: "USER_AUTH" } } = {}) =>
    signUp({
      username: email,
      password,
      options: { userAttributes: { email, name: "Ada", preferred_username: "ada" }, ...options },
    });

  it("is signed in with the session of the confirmation, without the password", async () => {
    const email = newEmail();
    expect(await register(email, { autoSignIn: { authFlowType: "USER_AUTH" } })).toMatchObject({
      isSignUpComplete: false,
      nextStep: {
        signUpStep: "CONFIRM_SIGN_UP",
        codeDeliveryDetails: { destination: "u***@e***", deliveryMedium: "EMAIL", attributeName: "email" },
      },
    });
    const confirmed = await confirmSignUp({ username: email, confirmationCode: pool.codeFor(email) });
    expect(confirmed.nextStep.signUpStep).toBe("COMPLETE_AUTO_SIGN_IN");
    expect(await autoSignIn()).toEqual(done);
    expect(await fetchUserAttributes()).toMatchObject({ email, email_verified: "true", name: "Ada" });
  });

  it("can request another code, which replaces the first", async () => {
    const email = newEmail();
    await register(email);
    const first = pool.codeFor(email);
    expect(await resendSignUpCode({ username: email })).toMatchObject({ deliveryMedium: "EMAIL" });
    const confirm = (confirmationCode: string) => confirmSignUp({ username: email, confirmationCode });
    await expect(confirm(first)).rejects.toMatchObject(wrongCode);
    expect(await confirm(pool.codeFor(email))).toMatchObject({ nextStep: { signUpStep: "DONE" } });
  });

  it("must confirm the sign-up before signing in", async () => {
    const email = newEmail();
    await register(email);
    expect(await signIn({ username: email, password })).toMatchObject({
      isSignedIn: false,
      nextStep: { signInStep: "CONFIRM_SIGN_UP" },
    });
  });

  it("invited by an administrator sets a password and the required attributes", async () => {
    const email = newEmail();
    await pool.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: pool.poolId,
        Username: email,
        TemporaryPassword: password,
        DesiredDeliveryMediums: ["EMAIL"],
        UserAttributes: [{ Name: "email", Value: email }],
      }),
    );
    expect(await signIn({ username: email, password })).toMatchObject({
      nextStep: {
        signInStep: "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED",
        missingAttributes: ["name", "preferred_username"],
      },
    });
    const userAttributes = { name: "Ada", preferred_username: "ada" };
    expect(await confirmSignIn({ challengeResponse: newPassword, options: { userAttributes } })).toEqual(
      done,
    );
    expect(await fetchUserAttributes()).toMatchObject(userAttributes);
  });
});

describe("sign-in", () => {
  let email: string;

  beforeAll(async () => {
    email = await createUserHere();
  });

  it("uses SRP by default", async () => {
    expect(await signIn({ username: email, password })).toEqual(done);
    const { idToken, accessToken } = await tokensOfSession();
    expect(idToken?.payload).toMatchObject({ email, aud: pool.clientId, token_use: "id" });
    expect(accessToken.payload).toMatchObject({ client_id: pool.clientId, token_use: "access" });
    const { userId, username } = await getCurrentUser();
    expect([userId, username]).toEqual([accessToken.payload.sub, accessToken.payload["username"]]);
  });

  it("uses the password", async () => {
    const options = { authFlowType: "USER_PASSWORD_AUTH" as const };
    expect(await signIn({ username: email, password, options })).toEqual(done);
  });

  it("offers a choice of challenges", async () => {
    const chosen = await signIn({ username: email, options: { authFlowType: "USER_AUTH" } });
    expect(chosen.nextStep).toMatchObject({
      signInStep: "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION",
      availableChallenges: expect.arrayContaining(["PASSWORD", "PASSWORD_SRP"]),
    });
    expect(await confirmSignIn({ challengeResponse: "PASSWORD_SRP" })).toMatchObject({
      nextStep: { signInStep: "CONFIRM_SIGN_IN_WITH_PASSWORD" },
    });
    expect(await confirmSignIn({ challengeResponse: password })).toEqual(done);
  });

  it("starts with the preferred challenge", async () => {
    for (const preferredChallenge of ["PASSWORD", "PASSWORD_SRP"] as const) {
      const options = { authFlowType: "USER_AUTH" as const, preferredChallenge };
      expect(await signIn({ username: email, password, options })).toEqual(done);
      await signOut();
    }
  });

  it("has the same error for a wrong password and an unknown user", async () => {
    const attempt = (username: string, authFlowType: "USER_SRP_AUTH" | "USER_PASSWORD_AUTH") =>
      signIn({ username, password: newPassword, options: { authFlowType } }).then(
        () => "signed in",
        ({ name, message }: Error) => `${name}: ${message}`,
      );
    const results = [
      await attempt(email, "USER_SRP_AUTH"),
      await attempt(newEmail(), "USER_SRP_AUTH"),
      await attempt(email, "USER_PASSWORD_AUTH"),
      await attempt(newEmail(), "USER_PASSWORD_AUTH"),
    ];
    expect(new Set(results).size).toBe(1);
    expect(results[0]).toMatch(/^NotAuthorizedException/);
  });
});

describe("a signed-in user", () => {
  let email: string;

  beforeEach(async () => {
    email = await createUserHere();
    await signIn({ username: email, password });
  });

  it("gets new tokens of the same sign-in with forceRefresh", async () => {
    const before = (await tokensOfSession()).accessToken.payload;
    const after = (await tokensOfSession({ forceRefresh: true })).accessToken.payload;
    expect(after["origin_jti"]).toBe(before["origin_jti"]);
    expect(after["auth_time"]).toBe(before["auth_time"]);
    expect(after.jti).not.toBe(before.jti);
  });

  it("changes attributes, and the address after the new one is verified", async () => {
    const newAddress = newEmail();
    const { name, email: changed } = await updateUserAttributes({
      userAttributes: { name: "Grace", email: newAddress },
    });
    expect(name).toMatchObject({ isUpdated: true, nextStep: { updateAttributeStep: "DONE" } });
    expect(changed).toMatchObject({
      isUpdated: false,
      nextStep: {
        updateAttributeStep: "CONFIRM_ATTRIBUTE_WITH_CODE",
        codeDeliveryDetails: { deliveryMedium: "EMAIL" },
      },
    });
    expect(await fetchUserAttributes()).toMatchObject({ email, email_verified: "true", name: "Grace" });

    const confirm = (confirmationCode: string) =>
      confirmUserAttribute({ userAttributeKey: "email", confirmationCode });
    await expect(confirm("no-code")).rejects.toMatchObject(wrongCode);
    await confirm(pool.codeFor(newAddress));
    expect(await fetchUserAttributes()).toMatchObject({ email: newAddress, email_verified: "true" });

    await signOut();
    await expect(signIn({ username: email, password })).rejects.toMatchObject(refused);
    expect(await signIn({ username: newAddress, password })).toEqual(done);
  });

  it("changes the password with the old one", async () => {
    await expect(updatePassword({ oldPassword: newPassword, newPassword })).rejects.toMatchObject(refused);
    await updatePassword({ oldPassword: password, newPassword });
    await signOut();
    await expect(signIn({ username: email, password })).rejects.toMatchObject(refused);
    expect(await signIn({ username: email, password: newPassword })).toEqual(done);
  });

  it("signs out of this sign-in and no other", async () => {
    const elsewhere = await tokensFor(pool, pool, email);
    await signOut();
    await expect(getCurrentUser()).rejects.toMatchObject({ name: "UserUnAuthenticatedException" });
    await expect(refresh(elsewhere)).resolves.toBeDefined();
  });

  it("signs out everywhere", async () => {
    const elsewhere = await tokensFor(pool, pool, email);
    await signOut({ global: true });
    await expect(refresh(elsewhere)).rejects.toMatchObject(refused);
  });

  it("is signed out at the next refresh after a global sign-out elsewhere", async () => {
    const { AccessToken } = await tokensFor(pool, pool, email);
    await pool.cognito.send(new GlobalSignOutCommand({ AccessToken }));
    expect((await fetchAuthSession({ forceRefresh: true })).tokens).toBeUndefined();
    await expect(getCurrentUser()).rejects.toMatchObject({ name: "UserUnAuthenticatedException" });
  });

  it("deletes the account", async () => {
    await deleteUser();
    await expect(signIn({ username: email, password })).rejects.toMatchObject(refused);
  });
});

describe("a forgotten password", () => {
  it("is replaced with a mailed code", async () => {
    const email = await createUserHere();
    expect(await resetPassword({ username: email })).toMatchObject({
      isPasswordReset: false,
      nextStep: {
        resetPasswordStep: "CONFIRM_RESET_PASSWORD_WITH_CODE",
        codeDeliveryDetails: { deliveryMedium: "EMAIL", attributeName: "email" },
      },
    });
    const confirm = (confirmationCode: string) =>
      confirmResetPassword({ username: email, confirmationCode, newPassword });
    await expect(confirm("no-code")).rejects.toMatchObject(wrongCode);
    await confirm(pool.codeFor(email));
    expect(await signIn({ username: email, password: newPassword })).toEqual(done);
  });

  it("can be requested without revealing whether there is an account", async () => {
    const attempt = async (username: string) => {
      const requested = await resetPassword({ username });
      const confirmed = confirmResetPassword({ username, confirmationCode: "no-code", newPassword });
      return [requested, await confirmed.catch(({ name, message }: Error) => [name, message])];
    };
    expect(await attempt(newEmail())).toEqual(await attempt(await createUserHere()));
  });

  it("must be replaced after an administrator has reset it", async () => {
    const email = await createUserHere();
    await pool.cognito.send(new AdminResetUserPasswordCommand({ UserPoolId: pool.poolId, Username: email }));
    expect(await signIn({ username: email, password })).toMatchObject({
      isSignedIn: false,
      nextStep: { signInStep: "RESET_PASSWORD" },
    });
    await confirmResetPassword({ username: email, confirmationCode: pool.codeFor(email), newPassword });
    expect(await signIn({ username: email, password: newPassword })).toEqual(done);
  });
});

describe("TOTP", () => {
  it("is set up, and then required at sign-in", async () => {
    const email = await createUserHere();
    await signIn({ username: email, password });
    const setUp = await setUpTOTP();
    const { sharedSecret } = setUp;
    expect(setUp.getSetupUri("Cruddur", email).searchParams.get("secret")).toBe(sharedSecret);

    await expect(verifyTOTPSetup({ code: wrongTotpCode(sharedSecret, pool.now()) })).rejects.toMatchObject({
      name: "EnableSoftwareTokenMFAException",
    });
    await verifyTOTPSetup({ code: totpCode(sharedSecret, pool.now()) });
    await updateMFAPreference({ totp: "PREFERRED" });
    expect(await fetchMFAPreference()).toEqual({ enabled: ["TOTP"], preferred: "TOTP" });
    await signOut();

    pool.advance(30);
    expect(await signIn({ username: email, password })).toMatchObject({
      isSignedIn: false,
      nextStep: { signInStep: "CONFIRM_SIGN_IN_WITH_TOTP_CODE" },
    });
    await expect(
      confirmSignIn({ challengeResponse: wrongTotpCode(sharedSecret, pool.now()) }),
    ).rejects.toMatchObject(wrongCode);
    expect(await confirmSignIn({ challengeResponse: totpCode(sharedSecret, pool.now()) })).toEqual(done);
  });
});
