import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { DescribeUserPoolCommand, UpdateUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { setLocalTriggers } from "../../app/local-triggers.ts";
import { reports } from "../rules/reports.ts";
import { newAccount, newestCode, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { localUserPoolId, startTestApp, startTestAppForThisTest } from "../support/app/test-app.ts";
import type { TestApp } from "../support/app/test-app.ts";

// Triggers that the local user pool runs, as people see them through the API.

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

const lambdaConfigOf = async ({ cognito }: TestApp) => {
  const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: localUserPoolId }));
  return UserPool?.LambdaConfig ?? {};
};

describe("a module of functions", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({
      environment: { USER_POOL_TRIGGERS: pathOf("../support/app/ship-triggers.mjs") },
    });
  });
  afterAll(() => app.stop());

  it("refuses a sign-up with its text", async () => {
    const account = newAccount({ email: `${randomUUID()}@klingon.example` });
    const { sdk } = app.browser();
    const { signUp } = await sdk.signUp({ input: account });
    expect(expectState(signUp, "Rejected").problems).toMatchObject([
      { code: "REFUSED_BY_POOL", message: "Klingons sign up elsewhere" },
    ]);
  });

  it("adds claims that resolvers get as they are declared", async () => {
    const { accessToken } = await signUpPerson(app);
    const node = await app.startNode({}, reports);
    const response = await postGraphql(
      node.url,
      { query: "{ customClaims }" },
      { authorization: `Bearer ${accessToken}` },
    );
    const { data } = (await response.json()) as { data: { customClaims: string } };
    expect(JSON.parse(data.customClaims)).toEqual({
      "custom:tenant": "enterprise",
      seats: 430,
      plan: "free",
    });
  });

  it("signs somebody in whom it migrates, with the password of the old system alone", async () => {
    const account = { email: `scotty_${randomUUID().slice(0, 8)}@old.example`, password: "wrong for now" };
    const { signIn } = await app.browser().sdk.signIn({
      input: { identifier: account.email, password: account.password },
    });
    expect(problemsOf(signIn)).toEqual(["INVALID_CREDENTIALS"]);
    const { browser } = await signInPerson(app, { ...account, password: "a password of the old system" });
    const { viewer } = await browser.sdk.viewer();
    expect(viewer?.name).toBe("Scotty");
  });

  it("gives the pool a trigger for each function", async () => {
    const describePool = () => app.cognito.send(new DescribeUserPoolCommand({ UserPoolId: localUserPoolId }));
    const { UserPool } = await describePool();
    expect(Object.keys(UserPool?.LambdaConfig ?? {}).toSorted()).toEqual([
      "PreSignUp",
      "PreTokenGeneration",
      "PreTokenGenerationConfig",
      "UserMigration",
    ]);
  });
});

describe("the example triggers", () => {
  let app: TestApp;
  beforeAll(async () => {
    vi.stubEnv("CLAIM_ATTRIBUTES", "email,name");
    vi.stubEnv("USER_SCOPE", "DROP_ON_REFRESH");
    app = await startTestApp({
      environment: { USER_POOL_TRIGGERS: pathOf("../../../deploy/triggers/local.mjs") },
    });
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await app.stop();
  });

  it("drop the user scope from tokens of a refresh alone, and copy attributes into both", async () => {
    const { browser, accessToken, email } = await signUpPerson(app);
    const { refreshSession } = await browser.sdk.refreshSession();
    const refreshed = expectState(refreshSession, "SignedIn").session.accessToken;
    expect([accessToken, refreshed].map((token) => claimsOf(token)["scope"])).toEqual([
      "aws.cognito.signin.user.admin",
      "",
    ]);
    for (const token of [accessToken, refreshed]) expect(claimsOf(token)).toMatchObject({ email });
    browser.useAccessToken(refreshed);
    expect((await browser.sdk.viewer()).viewer).not.toBeNull();
  });

  it.each([
    ["fr", "Votre code Cruddur"],
    ["ar", "رمزك في Cruddur"],
  ])("write the mail of a sign-up in the language of its request: %s", async (language, subject) => {
    const account = newAccount();
    const headers = { "accept-language": language };
    const { signUp } = await app.browser().sdk.signUp({ input: account }, { headers });
    expectState(signUp, "CodeSent");
    const mail = await app.newestMail(account.email);
    expect(mail).toMatchObject({
      subject,
      text: expect.stringContaining(await newestCode(app, account.email)),
    });
  });
});

it("without functions a pool with triggers works, and the log tells of each once", async () => {
  let text = "";
  const app = await startTestAppForThisTest({
    environment: { LOG_LEVEL: "warn" },
    log: (line) => {
      text += line;
    },
  });
  const PreSignUp = "arn:aws:lambda:eu-west-1:123456789012:function:staff-only";
  const { UserPool = {} } = await app.cognito.send(
    new DescribeUserPoolCommand({ UserPoolId: localUserPoolId }),
  );
  const { AutoVerifiedAttributes, Policies } = UserPool;
  await app.cognito.send(
    new UpdateUserPoolCommand({
      UserPoolId: localUserPoolId,
      AutoVerifiedAttributes,
      Policies,
      LambdaConfig: { PreSignUp },
    }),
  );
  await signUpPerson(app);
  await signUpPerson(app);
  const told = text.split("\n").filter((line) => line.includes(PreSignUp));
  expect(told.map((line): unknown => JSON.parse(line))).toMatchObject([
    { level: 40, poolId: localUserPoolId, name: "PreSignUp", arn: PreSignUp },
  ]);
  // The next start with a module gives the pool its triggers, and the one without takes them away; others stay.
  const own = "arn:aws:lambda:us-east-1:000000000000:function:";
  await setLocalTriggers(app.cognito, localUserPoolId, [
    "postConfirmation",
    "defineAuthChallenge",
    "somethingElse",
  ]);
  expect(await lambdaConfigOf(app)).toEqual({ PreSignUp, PostConfirmation: `${own}postConfirmation` });
  await setLocalTriggers(app.cognito, localUserPoolId, ["preTokenGeneration", "customEmailSender"]);
  expect(await lambdaConfigOf(app)).toEqual({
    PreSignUp,
    PreTokenGeneration: `${own}preTokenGeneration`,
    PreTokenGenerationConfig: { LambdaVersion: "V2_0", LambdaArn: `${own}preTokenGeneration` },
    CustomEmailSender: { LambdaVersion: "V1_0", LambdaArn: `${own}customEmailSender` },
    KMSKeyID: "arn:aws:kms:us-east-1:000000000000:key/local",
  });
  await setLocalTriggers(app.cognito, localUserPoolId, []);
  expect(await lambdaConfigOf(app)).toMatchObject({ PreSignUp });
  expect(await lambdaConfigOf(app)).not.toHaveProperty("PreTokenGeneration");
});
