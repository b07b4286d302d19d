import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  GetUserPoolMfaConfigCommand,
  type PasswordPolicyType,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newAccount, newestCode, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError, expectState, problemsOf } from "../support/app/expectations.ts";
import { startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import {
  localUserPoolId,
  startTestApp,
  startTestAppForThisTest,
  type TestApp,
} from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** A policy that requires nothing but a length. */
const noClasses = {
  RequireLowercase: false,
  RequireUppercase: false,
  RequireNumbers: false,
  RequireSymbols: false,
} satisfies PasswordPolicyType;

/** By default of people who sign in by their address. */
async function createPool(settings: Partial<CreateUserPoolCommandInput> = {}) {
  const { UserPool } = await app.cognito.send(
    new CreateUserPoolCommand({
      PoolName: "another",
      ...(settings.AliasAttributes === undefined && { UsernameAttributes: ["email"] }),
      AutoVerifiedAttributes: ["email"],
      ...settings,
    }),
  );
  const UserPoolId = UserPool?.Id ?? "";
  const { UserPoolClient } = await app.cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: "another",
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    }),
  );
  return {
    COGNITO_USER_POOL_ID: UserPoolId,
    COGNITO_CLIENT_ID: UserPoolClient?.ClientId ?? "",
    COGNITO_CLIENT_SECRET: "",
    COGNITO_SIGN_UP_CLIENT_ID: "",
    COGNITO_SIGN_UP_CLIENT_SECRET: "",
    COGNITO_TRUSTED_CLIENT_IDS: "",
  };
}

type PoolEnvironment = Awaited<ReturnType<typeof createPool>>;

/** Starts a node that notices a change of the pool at once. */
async function startNode(environment: Record<string, string>) {
  const lines: string[] = [];
  const log = { write: (line: string) => void lines.push(line) };
  return {
    ...(await app.startNode(environment, { readProfileEveryMs: 10, log })),
    log: () => lines.join(""),
  };
}

async function optionsOf(node: Pick<TestApp, "sdk">) {
  return (await node.sdk.authOptions()).authOptions;
}

describe("authOptions", () => {
  it("describes the pool that provision makes", async () => {
    expect(await optionsOf(app)).toEqual({
      identifiers: ["EMAIL"],
      signUpIsOpen: true,
      signUpFields: ["EMAIL", "NAME", "HANDLE"],
      requiredAttributes: [],
      optionalAttributes: [],
      passwordRecovery: ["EMAIL"],
      passwordPolicy: { minimumLength: 12, maximumLength: 256, requires: [] },
      firstFactors: ["PASSWORD"],
      passwordIsRequired: true,
      secondFactors: ["SOFTWARE_TOKEN_MFA"],
      mfaIsRequired: false,
      devicesCanBeRemembered: false,
      identityProviders: [],
    });
  });

  it("has mailed codes and passkeys on a laptop, as the local pool has them", async () => {
    const laptop = await startTestAppForThisTest({ environment: { COGNITO_FIRST_FACTORS: "" } });
    expect((await optionsOf(laptop)).firstFactors).toEqual(["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"]);
    const { WebAuthnConfiguration } = await laptop.cognito.send(
      new GetUserPoolMfaConfigCommand({ UserPoolId: localUserPoolId }),
    );
    expect(WebAuthnConfiguration).toMatchObject({
      RelyingPartyId: "localhost",
      UserVerification: "required",
    });
  });

  it.each<[string, Partial<CreateUserPoolCommandInput>, object]>([
    [
      "usernames with aliases",
      { AliasAttributes: ["email", "phone_number"] },
      {
        identifiers: ["USERNAME", "EMAIL", "PHONE_NUMBER"],
        signUpFields: ["EMAIL", "NAME", "HANDLE"],
      },
    ],
    [
      "phone numbers",
      { UsernameAttributes: ["phone_number"], AutoVerifiedAttributes: [] },
      { identifiers: ["PHONE_NUMBER"], signUpFields: ["PHONE_NUMBER", "NAME", "HANDLE"] },
    ],
    [
      "Cognito's own password policy",
      {},
      {
        passwordPolicy: {
          minimumLength: 8,
          maximumLength: 256,
          requires: ["LOWERCASE", "UPPERCASE", "NUMBER", "SYMBOL"],
        },
      },
    ],
    [
      "sign-up closed",
      { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
      { signUpIsOpen: false },
    ],
    [
      "required attributes",
      {
        Schema: [
          { Name: "email", Required: true },
          { Name: "name", Required: true },
          { Name: "preferred_username", Required: true },
          { Name: "phone_number", Required: true },
          { Name: "birthdate", Required: true },
          { Name: "updated_at", AttributeDataType: "Number", Required: true },
          { Name: "team", AttributeDataType: "String" },
        ],
      },
      {
        signUpFields: ["EMAIL", "PHONE_NUMBER", "NAME", "HANDLE"],
        requiredAttributes: [
          { name: "birthdate", type: "STRING" },
          { name: "updated_at", type: "NUMBER" },
        ],
      },
    ],
    [
      "recovery by administrators alone",
      { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "admin_only", Priority: 1 }] } },
      { passwordRecovery: [] },
    ],
    [
      "other first factors",
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } },
      { firstFactors: ["PASSWORD", "EMAIL_OTP"] },
    ],
  ])("describes a pool with %s", async (_what, settings, options) => {
    const node = await startNode(await createPool(settings));
    expect(await optionsOf(node)).toMatchObject(options);
  });

  it("lists attributes that a sign-up may set, and the log those that the pool does not have", async () => {
    const environment = await createPool({ Schema: [{ Name: "team", AttributeDataType: "String" }] });
    const node = await startNode({
      ...environment,
      COGNITO_SIGN_UP_ATTRIBUTES: "custom:team,team,birthdate",
      LOG_LEVEL: "warn",
    });
    expect(await optionsOf(node)).toMatchObject({
      requiredAttributes: [],
      optionalAttributes: expect.arrayContaining([
        { name: "custom:team", type: "STRING" },
        { name: "birthdate", type: "STRING" },
      ]),
    });
    expect(node.log().match(/ATTRIBUTE_NOT_IN_POOL/g)).toHaveLength(1);
  });

  it("names the providers, and neither pool nor app client", async () => {
    const pool = await startFaultyUserPool(app.userPoolUrl);
    pool.faults.set("DescribeUserPoolClient", {
      kind: "changed",
      change: async (output) => ({
        UserPoolClient: {
          ...(output["UserPoolClient"] as object),
          SupportedIdentityProviders: ["COGNITO", "Google"],
        },
      }),
    });
    const environment = await createPool();
    const node = await startNode({ ...environment, COGNITO_ENDPOINT: pool.url });
    const options = await optionsOf(node);
    expect(options.identityProviders).toEqual([{ name: "Google", label: "Google", startUrl: null }]);
    const text = JSON.stringify(options);
    expect(text).not.toContain(environment.COGNITO_USER_POOL_ID);
    expect(text).not.toContain(environment.COGNITO_CLIENT_ID);
  });

  it("is refused to a bad token, which is never a guest's", async () => {
    const browser = app.browser();
    browser.useAccessToken("bad");
    expect((await catchRequestError(browser.sdk.authOptions())).code).toBe("UNAUTHENTICATED");
  });

  it("follows the pool while the API runs, and signUp with it", async () => {
    const environment = await createPool();
    const node = await startNode(environment);
    expect(await optionsOf(node)).toMatchObject({ signUpIsOpen: true, mfaIsRequired: false });
    const UserPoolId = environment.COGNITO_USER_POOL_ID;
    await app.cognito.send(
      new UpdateUserPoolCommand({
        UserPoolId,
        AutoVerifiedAttributes: ["email"],
        Policies: { PasswordPolicy: { ...noClasses, MinimumLength: 20 } },
      }),
    );
    await app.cognito.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId,
        MfaConfiguration: "ON",
        SoftwareTokenMfaConfiguration: { Enabled: true },
      }),
    );
    await eventually(async () =>
      expect(await optionsOf(node)).toMatchObject({
        passwordPolicy: { minimumLength: 20, requires: [] },
        secondFactors: ["SOFTWARE_TOKEN_MFA"],
        mfaIsRequired: true,
      }),
    );
    const { signUp } = await node.sdk.signUp({ input: newAccount({ password: "nineteen characters" }) });
    expect(problemsOf(signUp)).toEqual(["PASSWORD_POLICY password MINIMUM_LENGTH"]);
  });

  it("says what the environment says where the settings may not be read", async () => {
    const pool = await startFaultyUserPool(app.userPoolUrl);
    for (const operation of ["DescribeUserPool", "DescribeUserPoolClient", "GetUserPoolMfaConfig"])
      pool.faults.set(operation, { kind: "exception", name: "AccessDeniedException", status: 400 });
    const node = await startNode({
      COGNITO_ENDPOINT: pool.url,
      COGNITO_IDENTIFIERS: "USERNAME,EMAIL",
      COGNITO_SIGN_UP: "off",
      COGNITO_REQUIRED_ATTRIBUTES: "email,birthdate",
      COGNITO_PASSWORD_POLICY: "8,NUMBER,SYMBOL",
      COGNITO_FIRST_FACTORS: "PASSWORD,EMAIL_OTP",
      COGNITO_MFA: "ON",
      COGNITO_SECOND_FACTORS: "SOFTWARE_TOKEN_MFA,SMS_MFA",
      COGNITO_IDENTITY_PROVIDERS: "Google",
      COGNITO_DOMAIN: "https://auth.example.com",
    });
    expect(await optionsOf(node)).toEqual({
      identifiers: ["USERNAME", "EMAIL"],
      signUpIsOpen: false,
      signUpFields: ["EMAIL", "NAME", "HANDLE"],
      requiredAttributes: [{ name: "birthdate", type: "STRING" }],
      optionalAttributes: [],
      passwordPolicy: { minimumLength: 8, maximumLength: 256, requires: ["NUMBER", "SYMBOL"] },
      passwordRecovery: ["EMAIL"],
      firstFactors: ["PASSWORD", "EMAIL_OTP"],
      passwordIsRequired: true,
      secondFactors: ["SOFTWARE_TOKEN_MFA", "SMS_MFA"],
      mfaIsRequired: true,
      devicesCanBeRemembered: false,
      identityProviders: [{ name: "Google", label: "Google", startUrl: "/auth/start/Google" }],
    });
  });
});

describe("a new password", () => {
  let strict: PoolEnvironment;
  let node: Awaited<ReturnType<typeof startNode>>;
  beforeAll(async () => {
    strict = await createPool({ Policies: { PasswordPolicy: { MinimumLength: 6 } } });
    node = await startNode(strict);
  });

  it.each([
    ["Ab1!x", "PASSWORD_POLICY password MINIMUM_LENGTH"],
    ["AB1!XYZ", "PASSWORD_POLICY password LOWERCASE"],
    ["ab1!xyz", "PASSWORD_POLICY password UPPERCASE"],
    ["Abc!xyz", "PASSWORD_POLICY password NUMBER"],
    ["Abc1xyz", "PASSWORD_POLICY password SYMBOL"],
    ["Äbc1!xy", "PASSWORD_POLICY password UPPERCASE"],
  ])("%s breaks a rule of the pool", async (password, problem) => {
    const { signUp } = await node.sdk.signUp({ input: newAccount({ password }) });
    expect(problemsOf(signUp)).toEqual([problem]);
  });

  it("names all rules that it breaks at once, of which the pool names one", async () => {
    const { signUp } = await node.sdk.signUp({ input: newAccount({ password: "abc" }) });
    const rules = ["MINIMUM_LENGTH", "UPPERCASE", "NUMBER", "SYMBOL"];
    expect(problemsOf(signUp)).toEqual(rules.map((rule) => `PASSWORD_POLICY password ${rule}`));
  });

  it("is accepted where the pool accepts it, at the pool's own minimum of six characters", async () => {
    const { signUp } = await node.sdk.signUp({ input: newAccount({ password: "Ab 1xy" }) });
    expect(signUp.__typename).toBe("CodeSent");
  });

  it("follows the policy in confirmForgotPassword, changePassword and NEW_PASSWORD_REQUIRED", async () => {
    const { browser, email } = await signUpPerson({ ...app, ...node }, { password: "Ab1!xy" });
    const { changePassword } = await browser.sdk.changePassword({
      input: { currentPassword: "Ab1!xy", newPassword: "Ab1?x" },
    });
    expect(problemsOf(changePassword)).toEqual(["PASSWORD_POLICY newPassword MINIMUM_LENGTH"]);
    const reset = { identifier: email, code: "123456", newPassword: "ab1!xy" };
    const { confirmForgotPassword } = await node.sdk.confirmForgotPassword({ input: reset });
    expect(problemsOf(confirmForgotPassword)).toEqual(["PASSWORD_POLICY newPassword UPPERCASE"]);
    const invited = newAccount();
    await app.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: strict.COGNITO_USER_POOL_ID,
        Username: invited.email,
        TemporaryPassword: "Ab1!xy",
        MessageAction: "SUPPRESS",
      }),
    );
    const { signIn } = await node.sdk.signIn({ input: { identifier: invited.email, password: "Ab1!xy" } });
    const { challenge } = expectState(signIn, "ChallengeRequired");
    const { respondToChallenge } = await node.sdk.respondToChallenge({
      input: { challengeToken: challenge.token, newPassword: "Abcdef!" },
    });
    expect(problemsOf(respondToChallenge)).toEqual(["PASSWORD_POLICY newPassword NUMBER"]);
  });

  it("that was set elsewhere signs in, also one that the API would not set", async () => {
    const { email } = await signUpPerson({ ...app, ...node }, { password: "Ab1!xy" });
    const password = "Ab1!\txy";
    await app.cognito.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: strict.COGNITO_USER_POOL_ID,
        Username: email,
        Password: password,
        Permanent: true,
      }),
    );
    const { signIn } = await node.sdk.signIn({ input: { identifier: email, password } });
    expect(signIn.__typename).toBe("SignedIn");
  });
});

describe("a pool in which only administrators make accounts", () => {
  it("rejects a sign-up, and leaves an unconfirmed account as it is", async () => {
    const environment = await createPool();
    const node = await startNode(environment);
    const account = newAccount({ password: "Ab1!xyzw" });
    await node.sdk.signUp({ input: account });
    await app.cognito.send(
      new UpdateUserPoolCommand({
        UserPoolId: environment.COGNITO_USER_POOL_ID,
        AutoVerifiedAttributes: ["email"],
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      }),
    );
    await eventually(async () => expect((await optionsOf(node)).signUpIsOpen).toBe(false));
    const { signUp } = await node.sdk.signUp({ input: account });
    expect(problemsOf(signUp)).toEqual(["SIGN_UP_CLOSED"]);
    const code = await newestCode(app, account.email);
    const { confirmSignUp } = await node.sdk.confirmSignUp({ input: { identifier: account.email, code } });
    expect(["SignedIn", "SignInRequired"]).toContain(confirmSignUp.__typename);
  });

  it("is believed before its settings have been read again", async () => {
    const environment = await createPool();
    const node = await app.startNode(environment);
    await app.cognito.send(
      new UpdateUserPoolCommand({
        UserPoolId: environment.COGNITO_USER_POOL_ID,
        AutoVerifiedAttributes: ["email"],
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      }),
    );
    const { signUp } = await node.sdk.signUp({ input: newAccount({ password: "Ab1!xyzw" }) });
    expect(problemsOf(signUp)).toEqual(["SIGN_UP_CLOSED"]);
  });
});
