import { AdminConfirmSignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newAccount, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError, expectState, problemsOf } from "../support/app/expectations.ts";
import { type Fault, startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import { localUserPoolId as UserPoolId, startTestApp, type TestApp } from "../support/app/test-app.ts";

// The Lambda triggers of a real pool, by what Cognito responds to its clients.

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

async function startNode() {
  const { url: COGNITO_ENDPOINT, faults } = await startFaultyUserPool(app.userPoolUrl);
  return { faults, ...(await app.startNode({ COGNITO_ENDPOINT })) };
}

function refusal(message: string): Fault {
  return { kind: "exception", name: "UserLambdaValidationException", status: 400, message };
}

describe("a trigger that refuses", () => {
  it.each([
    ["PreSignUp failed with error Only staff may sign up.", "Only staff may sign up"],
    ["PreSignUp failed with error Nur für <b>uns</b>.", "Nur für <b>uns</b>"],
    ["PreSignUp failed with error one\r\n\ttwo\u{202e}\0 three.", "one two three"],
    ["PreSignUp failed with error PreSignUp failed with error x.", "PreSignUp failed with error x"],
    ["something else", "something else"],
    [`PreSignUp failed with error ${"😀".repeat(2000)}`, `${"😀".repeat(299)}…`],
    [
      `PreSignUp failed with error ${"A failed with error ".repeat(10_000)}`,
      expect.stringMatching(/^.{299}…$/u),
    ],
    ["PreSignUp failed with error .", expect.stringMatching(/./)],
  ])("is a problem with its text, as one plain line: %j", async (message, text) => {
    const { sdk, faults } = await startNode();
    faults.set("SignUp", refusal(message));
    const { signUp } = await sdk.signUp({ input: newAccount() });
    expect(expectState(signUp, "Rejected").problems).toMatchObject([
      { code: "REFUSED_BY_POOL", message: text },
    ]);
  });

  it("is a problem of a sign-in, a confirmation and a new password; a mail's trigger reveals no account", async () => {
    const { email, password } = await signUpPerson(app);
    const { sdk, faults } = await startNode();
    faults.set("*", refusal("PreAuthentication failed with error Not now."));
    const code = "123456";
    const { signIn } = await sdk.signIn({ input: { identifier: email, password } });
    const { confirmSignUp } = await sdk.confirmSignUp({ input: { identifier: email, code } });
    const { confirmForgotPassword } = await sdk.confirmForgotPassword({
      input: { identifier: email, code, newPassword: "another pass phrase" },
    });
    for (const result of [signIn, confirmSignUp, confirmForgotPassword])
      expect(problemsOf(result)).toEqual(["REFUSED_BY_POOL"]);
    const { forgotPassword } = await sdk.forgotPassword({ input: { identifier: email } });
    const { resendConfirmationCode } = await sdk.resendConfirmationCode({ input: { identifier: email } });
    for (const result of [forgotPassword, resendConfirmationCode]) expect(result.__typename).toBe("CodeSent");
  });

  it("leaves the session that it refuses to refresh", async () => {
    const { browser } = await signUpPerson(app);
    const { faults, browser: newBrowser } = await startNode();
    const other = newBrowser();
    for (const [name, value] of browser.cookies) other.cookies.set(name, value);
    faults.set("GetTokensFromRefreshToken", refusal("PreTokenGeneration failed with error Later."));
    const refused = await other.sdk.refreshSession();
    expect(problemsOf(refused.refreshSession)).toEqual(["REFUSED_BY_POOL"]);
    faults.clear();
    const { refreshSession } = await other.sdk.refreshSession();
    expect(refreshSession.__typename).toBe("SignedIn");
  });

  it.each(["UnexpectedLambdaException", "InvalidLambdaResponseException"])(
    "by mistake is no fault of the person: %s",
    async (name) => {
      const { sdk, faults } = await startNode();
      faults.set("InitiateAuth", { kind: "exception", name, status: 400 });
      const { email, password } = newAccount();
      const error = await catchRequestError(sdk.signIn({ input: { identifier: email, password } }));
      expect([error.status, error.code]).toEqual([503, "AUTH_UNAVAILABLE"]);
    },
  );
});

describe("a trigger that confirms a sign-up", () => {
  it("leads to a session", async () => {
    const { browser, faults } = await startNode();
    const account = newAccount();
    faults.set("SignUp", {
      kind: "changed",
      change: async (output) => {
        await app.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId, Username: account.email }));
        return { ...output, UserConfirmed: true };
      },
    });
    const { sdk, cookies } = browser();
    const { signUp } = await sdk.signUp({ input: account });
    expect(expectState(signUp, "SignedIn").session).toMatchObject({
      refreshToken: null,
      viewer: { handle: account.handle },
    });
    expect(cookies.size).toBeGreaterThan(0);
  });

  it("leads to a sign-in where the pool does not let the account in yet", async () => {
    const { sdk, faults } = await startNode();
    const account = newAccount();
    faults.set("SignUp", { kind: "changed", change: async (output) => ({ ...output, UserConfirmed: true }) });
    const { signUp } = await sdk.signUp({ input: account });
    expect(expectState(signUp, "SignInRequired").identifier).toBe(account.email);
  });
});

describe("a challenge that Cruddur does not support", () => {
  it.each([
    ["ADMIN_NO_SRP_AUTH", {}, "ADMIN_NO_SRP_AUTH"],
    ["SOMETHING_NEW", {}, "SOMETHING_NEW"],
  ])("is named: %s", async (ChallengeName, ChallengeParameters, step) => {
    const { email, password } = await signUpPerson(app);
    const { sdk, faults } = await startNode();
    faults.set("InitiateAuth", {
      kind: "changed",
      change: async () => ({ ChallengeName, ChallengeParameters, Session: "a session of the pool" }),
    });
    const { signIn } = await sdk.signIn({ input: { identifier: email, password } });
    expect(expectState(signIn, "Rejected").problems).toMatchObject([
      { code: "CHALLENGE_NOT_SUPPORTED", message: expect.stringContaining(step) },
    ]);
  });
});
