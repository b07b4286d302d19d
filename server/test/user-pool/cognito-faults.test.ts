import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newAccount, newestCode, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf, catchRequestError } from "../support/app/expectations.ts";
import { type Fault, startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";
import { becomesTrueWithin, eventually } from "../support/patience.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const down: Fault = { kind: "exception", name: "InternalErrorException", status: 500 };
const garbage: Fault = { kind: "garbage" };
const refused: Fault = { kind: "refused" };
const throttled: Fault = { kind: "exception", name: "TooManyRequestsException", status: 400 };

/** Starts a node whose user pool fails when the test sets a fault. */
async function startNode(options: Parameters<TestApp["startNode"]>[1] = {}) {
  const pool = await startFaultyUserPool(app.userPoolUrl);
  const node = await app.startNode({ COGNITO_ENDPOINT: pool.url }, options);
  // A node fetches the keys and checks its permissions when it starts.
  await eventually(async () => {
    expect((await fetch(`${node.url}/readyz`)).status).toBe(200);
    expect(pool.operations).toEqual(
      expect.arrayContaining(["AdminDeleteUser", "AdminGetUser", "AdminUserGlobalSignOut"]),
    );
  });
  pool.operations.length = 0;
  return { ...pool, ...node };
}

async function expectUnavailable(call: Promise<unknown>): Promise<void> {
  const error = await catchRequestError(call);
  expect([error.status, error.code]).toEqual([503, "AUTH_UNAVAILABLE"]);
}

describe("Cognito down", () => {
  it("is a 503 in every flow, without retries where a second attempt would count twice", async () => {
    const { faults, operations, sdk } = await startNode();
    faults.set("*", down);
    const { email, password, name, handle } = newAccount();
    await expectUnavailable(sdk.signUp({ input: { email, password, name, handle } }));
    await expectUnavailable(sdk.signIn({ input: { identifier: email, password } }));
    await expectUnavailable(sdk.forgotPassword({ input: { identifier: email } }));
    await expectUnavailable(sdk.resendConfirmationCode({ input: { identifier: email } }));
    await expectUnavailable(sdk.confirmSignUp({ input: { identifier: email, code: "123456" } }));
    await expectUnavailable(
      sdk.confirmForgotPassword({ input: { identifier: email, code: "123456", newPassword: password } }),
    );
    // A reset whose response is lost ends all sessions; that operation may be retried.
    expect(operations.filter((operation) => operation !== "AdminUserGlobalSignOut")).toEqual([
      // Whether the address has an account may be asked again.
      "AdminGetUser",
      "AdminGetUser",
      "InitiateAuth",
      "ForgotPassword",
      "ResendConfirmationCode",
      "ConfirmSignUp",
      "ConfirmForgotPassword",
    ]);
    // The handle that the sign-up reserved is free.
    faults.clear();
    expectState((await sdk.signUp({ input: newAccount({ handle }) })).signUp, "CodeSent");
  });

  it("is retried once where that does no harm", async () => {
    const { faults, operations, browser } = await startNode();
    const person = await signUpPerson(app);
    const here = browser();
    here.useAccessToken(person.accessToken);
    faults.set("GetUser", down);
    await expectUnavailable(here.sdk.account());
    expect(operations).toEqual(["GetUser", "GetUser"]);
    // Queries that need nothing from the pool succeed.
    expect((await here.sdk.viewer()).viewer?.handle).toBe(person.handle);
  });

  it("ends no session: the cookie stays, and refreshes when the pool is back", async () => {
    const node = await startNode();
    const person = await signUpPerson(app);
    const { browser } = await signInPerson(node, person);
    const cookies = new Map(browser.cookies);
    for (const fault of [down, throttled]) {
      node.faults.set("GetTokensFromRefreshToken", fault);
      await expectUnavailable(browser.sdk.refreshSession({}));
      expect(browser.cookies).toEqual(cookies);
    }
    node.faults.clear();
    expect((await browser.sdk.refreshSession({})).refreshSession.__typename).toBe("SignedIn");
  });

  it("ends no session when the response to a refresh is lost", async () => {
    const node = await startNode();
    const { browser } = await signInPerson(node, await signUpPerson(app));
    node.faults.set("GetTokensFromRefreshToken", { kind: "lostResponse" });
    await expectUnavailable(browser.sdk.refreshSession({}));
    node.faults.clear();
    expect((await browser.sdk.refreshSession({})).refreshSession.__typename).toBe("SignedIn");
  });

  it("between confirmation and sign-in leads to SignInRequired", async () => {
    const { faults, sdk, browser } = await startNode();
    const account = newAccount();
    await sdk.signUp({ input: account });
    faults.set("InitiateAuth", down);
    const { confirmSignUp } = await sdk.confirmSignUp({
      input: { identifier: account.email, code: await newestCode(app, account.email) },
    });
    expect(expectState(confirmSignUp, "SignInRequired").identifier).toBe(account.email);
    faults.clear();
    await signInPerson({ browser }, account);
  });

  it("does not prevent a sign-out", async () => {
    const node = await startNode();
    const { browser } = await signInPerson(node, await signUpPerson(app));
    node.faults.set("*", down);
    expect((await browser.sdk.signOut()).signOut.__typename).toBe("SignedOut");
    expect((await catchRequestError(browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
  });

  it("changes neither profile nor account", async () => {
    const node = await startNode();
    const person = await signUpPerson(app);
    const { browser } = await signInPerson(node, person);
    node.faults.set("AdminUpdateUserAttributes", down).set("DeleteUser", down);
    const { handle } = newAccount();
    await expectUnavailable(browser.sdk.updateProfile({ input: { handle, bio: "new" } }));
    expect((await browser.sdk.viewer()).viewer).toMatchObject({ handle: person.handle, bio: null });
    expectState((await app.sdk.signUp({ input: newAccount({ handle }) })).signUp, "CodeSent");
    await expectUnavailable(browser.sdk.deleteAccount({ input: { password: person.password } }));
    expect((await browser.sdk.viewer()).viewer?.handle).toBe(person.handle);
    node.faults.clear();
    const { deleteAccount } = await browser.sdk.deleteAccount({ input: { password: person.password } });
    expectState(deleteAccount, "AccountDeleted");
  });
});

describe("Cognito unreachable", () => {
  it.each([
    ["a connection that is refused", refused],
    ["a response that is not Cognito's", garbage],
  ])("%s is a 503 at once, without retries, and works again afterwards", async (_what, fault) => {
    const { faults, operations, sdk, browser } = await startNode();
    const person = await signUpPerson(app);
    const { email, password } = person;
    const { accessToken } = await signUpPerson(app);
    operations.length = 0;
    faults.set("*", fault);
    const began = performance.now();
    await expectUnavailable(sdk.signIn({ input: { identifier: email, password } }));
    await expectUnavailable(sdk.signUp({ input: newAccount() }));
    await expectUnavailable(
      sdk.confirmForgotPassword({ input: { identifier: email, code: "123456", newPassword: password } }),
    );
    // The node's time limit for the pool is a minute.
    expect(performance.now() - began).toBeLessThan(60_000);
    expect(operations.filter((operation) => operation !== "AdminUserGlobalSignOut")).toEqual([
      "InitiateAuth",
      // Whether the address has an account may be asked again.
      "AdminGetUser",
      "AdminGetUser",
      "ConfirmForgotPassword",
    ]);
    // Signed-in users can still read.
    const reader = browser();
    reader.useAccessToken(accessToken);
    expect((await reader.sdk.homeFeed({})).homeFeed.edges).toBeTruthy();
    faults.clear();
    await signInPerson({ browser }, person);
  });
});

describe("Cognito throttling", () => {
  it("is RATE_LIMITED in each flow that may reveal it, without retries, and works again afterwards", async () => {
    const { faults, operations, sdk, browser } = await startNode();
    const person = await signUpPerson(app);
    const here = await signInPerson({ browser }, person);
    faults.set("*", throttled);
    operations.length = 0;
    const { email, password } = person;
    expect(problemsOf((await sdk.signUp({ input: newAccount() })).signUp)).toEqual(["RATE_LIMITED"]);
    const code = { identifier: email, code: "123456" };
    expect(problemsOf((await sdk.confirmSignUp({ input: code })).confirmSignUp)).toEqual(["RATE_LIMITED"]);
    const change = { currentPassword: password, newPassword: "quite another pass phrase" };
    const { changePassword } = await here.browser.sdk.changePassword({ input: change });
    expect(problemsOf(changePassword)).toEqual(["RATE_LIMITED"]);
    expect(operations).toEqual(["AdminGetUser", "ConfirmSignUp", "ChangePassword"]);
    faults.clear();
    await signInPerson({ browser }, person);
  });

  it("is RATE_LIMITED with the seconds to wait", async () => {
    const { faults, sdk } = await startNode();
    faults.set("*", throttled);
    const { email, password } = newAccount();
    const { signIn } = await sdk.signIn({ input: { identifier: email, password } });
    expect(problemsOf(signIn)).toEqual(["RATE_LIMITED"]);
    expect(expectState(signIn, "Rejected").problems[0]?.retryAfterSeconds).toBeGreaterThan(0);
  });
});

describe("Cognito slow", () => {
  it("is a 503 after four seconds", async () => {
    // With the server's own limit, which is shorter than that of the tests.
    const { faults, sdk } = await startNode({ userPoolTimeoutMs: undefined });
    faults.set("InitiateAuth", { kind: "hang" });
    const { email, password } = newAccount();
    let isOver = false;
    const signIn = expectUnavailable(sdk.signIn({ input: { identifier: email, password } })).finally(() => {
      isOver = true;
    });
    expect(await becomesTrueWithin(6000, async () => isOver)).toBe(true);
    await signIn;
  });
});

describe("Cognito hanging", () => {
  it("does not delay requests that do not need it", async () => {
    const { faults, operations, closeConnections, sdk, browser } = await startNode();
    const person = await signUpPerson(app);
    faults.set("InitiateAuth", { kind: "hang" });
    const { password } = person;
    let over = 0;
    const hanging = Array.from({ length: 40 }, async () => {
      await expectUnavailable(sdk.signIn({ input: { identifier: newAccount().email, password } }));
      over += 1;
    });
    const reader = browser();
    reader.useAccessToken(person.accessToken);
    for (let turn = 0; turn < 5; turn += 1) await reader.sdk.homeFeed({});
    await eventually(() => expect(operations).toHaveLength(hanging.length));
    expect(over).toBe(0);
    closeConnections();
    await Promise.all(hanging);
  });
});

describe("keys that cannot be fetched", () => {
  it("at a node's start: guests are served, tokens get 503, and it recovers by itself", async () => {
    const pool = await startFaultyUserPool(app.userPoolUrl);
    pool.faults.set("jwks.json", down);
    const node = await app.startNode({ COGNITO_ENDPOINT: pool.url });
    expect((await fetch(`${node.url}/readyz`)).status).toBe(503);
    expect((await node.sdk.homeFeed({})).homeFeed.edges).toBeTruthy();
    const person = await signUpPerson(app);
    const browser = node.browser();
    browser.useAccessToken(person.accessToken);
    await expectUnavailable(browser.sdk.viewer());
    await expectUnavailable(browser.sdk.homeFeed({}));
    pool.faults.clear();
    await eventually(async () => expect((await fetch(`${node.url}/readyz`)).status).toBe(200));
    expect((await browser.sdk.viewer()).viewer?.handle).toBe(person.handle);
  });

  it("later: tokens of a known key are accepted", async () => {
    const node = await startNode();
    node.faults.set("jwks.json", down);
    const person = await signUpPerson(app);
    const browser = node.browser();
    browser.useAccessToken(person.accessToken);
    expect((await browser.sdk.viewer()).viewer?.handle).toBe(person.handle);
  });

  it("later: a token of an unknown key gets 503 until the keys can be fetched", async () => {
    const node = await startNode();
    node.faults.set("jwks.json", down);
    const { accessToken } = await signUpPerson(app);
    const [, ...rest] = accessToken.split(".");
    const header = Buffer.from(JSON.stringify({ alg: "RS256", kid: "another" })).toString("base64url");
    const browser = node.browser();
    browser.useAccessToken([header, ...rest].join("."));
    await expectUnavailable(browser.sdk.viewer());
    node.faults.clear();
    await eventually(async () =>
      expect((await catchRequestError(browser.sdk.viewer())).reason).toBe("TOKEN_INVALID"),
    );
  });

  it("do not matter to a stranger's token of the issuer that the pool does not use", async () => {
    const node = await startNode();
    const { accessToken } = await signUpPerson(app);
    const [, claims = "", signature = ""] = accessToken.split(".");
    const { iss, ...rest } = JSON.parse(Buffer.from(claims, "base64url").toString());
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const changed = { ...rest, iss: iss.replace("//cognito-idp", "//issuer-cognito-idp") };
    const stranger = [encode({ alg: "RS256", kid: "another" }), encode(changed), signature].join(".");
    node.faults.set("jwks.json", down);
    node.operations.length = 0;
    const browser = node.browser();
    browser.useAccessToken(stranger);
    expect((await catchRequestError(browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
    expect(node.operations).toEqual([]);
    browser.useAccessToken(accessToken);
    expect((await browser.sdk.viewer()).viewer).toBeTruthy();
  });
});
