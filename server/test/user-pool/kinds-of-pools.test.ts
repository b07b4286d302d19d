import {
  type CreateUserPoolCommandInput,
  AdminCreateUserCommand,
  AdminUpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { randomInt } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Sdk } from "../../../client/sdk/sdk.ts";
import type { SignUpInput } from "../../../client/generated/types.ts";
import { totpCode } from "../../local-user-pool/clients/authenticator.ts";
import { newAccount, newestCode } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { type PoolOfACompany, startOnPool } from "../support/app/start-on-pool.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

// Pools of companies, made by the AWS SDK: in each a person signs up, signs in, changes their profile, recovers their
// password and signs out, by the SDK of Cruddur.

let app: TestApp;
beforeAll(async () => {
  const functions = fileURLToPath(new URL("../support/app/trigger-functions.mjs", import.meta.url));
  app = await startTestApp({ environment: { USER_POOL_TRIGGERS: functions } });
});
afterAll(() => app.stop());

const SmsConfiguration = { SnsCallerArn: "arn:aws:iam::000000000000:role/sms" };
const autoConfirm = "arn:aws:lambda:us-east-1:000000000000:function:auto-confirm-and-verify";
const byEmail: Partial<CreateUserPoolCommandInput> = {
  UsernameAttributes: ["email"],
  AutoVerifiedAttributes: ["email"],
};
const byPhone: Partial<CreateUserPoolCommandInput> = {
  UsernameAttributes: ["phone_number"],
  AutoVerifiedAttributes: ["phone_number"],
  SmsConfiguration,
};
const text = (Name: string, Required: boolean) => ({
  Name,
  AttributeDataType: "String" as const,
  Required,
  Mutable: true,
});

type Kind = PoolOfACompany & {
  /** What people give besides password, name and handle. Default: an e-mail address. */
  gives?: ("email" | "phoneNumber")[];
  attributes?: SignUpInput["attributes"];
  /** Whether a trigger confirms a sign-up at once. */
  confirmsAtOnce?: boolean;
  /** Whether only administrators make accounts. */
  isClosed?: boolean;
};

const kinds: Record<string, Kind> = {
  "e-mail addresses": { pool: byEmail },
  "phone numbers": { pool: byPhone, gives: ["phoneNumber"] },
  "e-mail addresses or phone numbers": {
    pool: {
      ...byPhone,
      UsernameAttributes: ["email", "phone_number"],
      AutoVerifiedAttributes: ["email", "phone_number"],
    },
    gives: ["phoneNumber"],
  },
  usernames: { pool: { AutoVerifiedAttributes: ["email"] } },
  "usernames with aliases": {
    pool: { AliasAttributes: ["email", "preferred_username"], AutoVerifiedAttributes: ["email"] },
  },
  "usernames that differ in case": {
    pool: { AutoVerifiedAttributes: ["email"], UsernameConfiguration: { CaseSensitive: true } },
  },
  "required and custom attributes": {
    pool: {
      ...byEmail,
      Schema: [text("email", true), text("family_name", true), text("given_name", true), text("team", false)],
    },
    environment: { COGNITO_SIGN_UP_ATTRIBUTES: "custom:team", COGNITO_HANDLE_ATTRIBUTE: "none" },
    attributes: [
      { name: "family_name", value: "Troi" },
      { name: "given_name", value: "Deanna" },
      { name: "custom:team", value: "medical" },
    ],
  },
  "a strict password policy": {
    pool: {
      ...byEmail,
      Policies: {
        PasswordPolicy: {
          MinimumLength: 16,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
        },
      },
    },
  },
  "a second factor by authenticator app": {
    pool: byEmail,
    mfa: { MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: { Enabled: true } },
  },
  "a second factor by SMS": {
    pool: { ...byEmail, SmsConfiguration, AutoVerifiedAttributes: ["email", "phone_number"] },
    mfa: { MfaConfiguration: "ON", SmsMfaConfiguration: { SmsConfiguration } },
    gives: ["email", "phoneNumber"],
  },
  "a closed sign-up": {
    pool: { ...byEmail, AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
    isClosed: true,
  },
  "an app client with a secret": { pool: byEmail, client: { GenerateSecret: true } },
  "legacy existence errors": { pool: byEmail, client: { PreventUserExistenceErrors: "LEGACY" } },
  "short tokens": {
    pool: byEmail,
    client: {
      AccessTokenValidity: 5,
      IdTokenValidity: 5,
      RefreshTokenValidity: 60,
      TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "minutes" },
    },
  },
  "long tokens": {
    pool: byEmail,
    client: {
      AccessTokenValidity: 24,
      RefreshTokenValidity: 3650,
      TokenValidityUnits: { AccessToken: "hours", RefreshToken: "days" },
    },
  },
  "a trigger that confirms at once": {
    pool: { ...byEmail, LambdaConfig: { PreSignUp: autoConfirm } },
    confirmsAtOnce: true,
  },
  "refresh tokens that rotate": {
    pool: byEmail,
    client: { RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 } },
  },
};

const password = "Today is a good day 1!";
const newPassword = "Tomorrow is another 2!";

type SignInResult =
  | Awaited<ReturnType<Sdk["signIn"]>>["signIn"]
  | Awaited<ReturnType<Sdk["respondToChallenge"]>>["respondToChallenge"];

/** Answers the challenges of a sign-in, until there is a session. */
async function answerChallenges(
  sdk: Sdk,
  first: SignInResult,
  contact: string,
  secrets: Map<string, string>,
) {
  let result: SignInResult = first;
  while (result.__typename === "ChallengeRequired") {
    const { name, token, totpSecret, requiredAttributes } = result.challenge;
    if (totpSecret !== null) secrets.set(contact, totpSecret);
    // A code of an authenticator app is accepted once.
    app.advance({ seconds: 30 });
    const code =
      name === "SMS_MFA" ? await newestCode(app, contact) : totpCode(secrets.get(contact) ?? "", app.now());
    const invited = {
      newPassword: password,
      attributes: requiredAttributes.map((each) => ({ name: each, value: "x" })),
    };
    const answer = name === "NEW_PASSWORD_REQUIRED" ? invited : { code };
    const { respondToChallenge } = await sdk.respondToChallenge({
      input: { challengeToken: token, ...answer },
    });
    result = respondToChallenge;
  }
  return expectState(result, "SignedIn").session;
}

it.each(Object.entries(kinds))("from sign-up to recovery in a pool with %s", async (_what, kind) => {
  const node = await startOnPool(app, kind);
  expect((await fetch(`${node.url}/readyz`)).status).toBe(200);
  const { email, name, handle } = newAccount();
  const phoneNumber = `+1555${randomInt(1_000_000, 9_999_999)}`;
  const given = kind.gives ?? ["email"];
  const contact = given.includes("phoneNumber") ? phoneNumber : email;
  const account = {
    ...(given.includes("email") && { email }),
    ...(given.includes("phoneNumber") && { phoneNumber }),
    ...(kind.attributes && { attributes: kind.attributes }),
    password,
    name,
    handle,
  };
  const { sdk, useAccessToken } = node.browser();
  const secrets = new Map<string, string>();
  const signIn = async (identifier: string, secret = password) => {
    const result = await sdk.signIn({ input: { identifier, password: secret } });
    return await answerChallenges(sdk, result.signIn, contact, secrets);
  };

  let identifier = email;
  const { signUp } = await sdk.signUp({ input: account });
  if (kind.isClosed) {
    expect(problemsOf(signUp)).toEqual(["SIGN_UP_CLOSED"]);
    await app.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: node.UserPoolId,
        Username: email,
        TemporaryPassword: "Temporary password 1!",
        MessageAction: "SUPPRESS",
      }),
    );
    await signIn(email, "Temporary password 1!");
    const verified = [{ Name: "email_verified", Value: "true" }];
    await app.cognito.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: node.UserPoolId,
        Username: email,
        UserAttributes: verified,
      }),
    );
  } else if (kind.confirmsAtOnce) {
    expectState(signUp, "SignedIn");
  } else {
    const sent = expectState(signUp, "CodeSent");
    expect(sent.codeDelivery.medium).toBe(contact === email ? "EMAIL" : "SMS");
    identifier = sent.identifier;
    const { confirmSignUp } = await sdk.confirmSignUp({
      input: { identifier, code: await newestCode(app, contact) },
    });
    // With a second factor the confirmation alone does not sign in.
    expect(["SignedIn", "SignInRequired"]).toContain(confirmSignUp.__typename);
  }

  const { accessToken, viewer } = await signIn(identifier);
  if (!kind.isClosed) expect(viewer).toMatchObject({ name, handle });
  useAccessToken(accessToken);
  const change = { name: "Counselor Troi", handle: `c_${handle}`.slice(0, 30) };
  const updated = expectState((await sdk.updateProfile({ input: change })).updateProfile, "Viewer");
  expect(updated).toMatchObject({ ...change, profileIsComplete: true });
  expectState((await sdk.refreshSession({})).refreshSession, "SignedIn");

  const wrong = await sdk.signIn({ input: { identifier, password: "Not the password 1!" } });
  expect(problemsOf(wrong.signIn)).toEqual(["INVALID_CREDENTIALS"]);
  expectState((await sdk.forgotPassword({ input: { identifier } })).forgotPassword, "CodeSent");
  const code = await newestCode(app, contact);
  const reset = await sdk.confirmForgotPassword({ input: { identifier, code, newPassword } });
  const recovered = reset.confirmForgotPassword;
  if (recovered.__typename === "SignInRequired") throw new Error("The new password does not sign in.");
  await answerChallenges(sdk, recovered, contact, secrets);
  const last = await signIn(identifier, newPassword);
  expect(last.viewer).toMatchObject(change);
  useAccessToken(last.accessToken);
  expectState((await sdk.signOut()).signOut, "SignedOut");
});
