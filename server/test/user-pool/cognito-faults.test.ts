import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { newAccount, newestCode, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf, catchRequestError } from "../support/app/expectations.ts";
import { type Fault, startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const down: Fault = { kind: "exception", name: "InternalErrorException", status: 500 };
const garbage: Fault = { kind: "garbage" };
const refused: Fault = { kind: "refused" };
const throttled: Fault = { kind: "exception", name: "TooManyRequestsException", status: 400 };

/** A node whose line to the pool is bad where the test wants it. */
async function startNode() {
  const pool = await startFaultyUserPool(app.userPoolUrl);
  const node = await app.startNode({ COGNITO_ENDPOINT: pool.url });
  pool.operations.length = 0;
  return { ...pool, ...node };
}

async function unavailable(call: Promise<unknown>): Promise<void> {
  const error = await catchRequestError(call);
  expect([error.status, error.code]).toEqual([503, "AUTH_UNAVAILABLE"]);
}

describe("Cognito down", () => {
  it("is a 503 for every flow, tried once where a second try would count twice", async () => {
    const { faults, operations, sdk } = await startNode();
    faults.set("*", down);
    const { email, password, name, handle } = newAccount();
    await unavailable(sdk.signUp({ input: { email, password, name, handle } }));
    await unavailable(sdk.signIn({ input: { email, password } }));
    await unavailable(sdk.forgotPassword({ input: { email } }));
    await unavailable(sdk.resendConfirmationCode({ input: { email } }));
    await unavailable(sdk.confirmSignUp({ input: { email, code: "123456" } }));
    await unavailable(sdk.confirmForgotPassword({ input: { email, code: "123456", newPassword: password } }));
    // A reset whose answer is lost ends the sign-ins all the same, which may be asked for twice.
    expect(operations.filter((operation) => operation !== "AdminUserGlobalSignOut")).toEqual([
      "SignUp",
      "InitiateAuth",
      "ForgotPassword",
      "ResendConfirmationCode",
      "ConfirmSignUp",
      "ConfirmForgotPassword",
    ]);
    // The handle that the sign-up held is free.
    faults.clear();
    expectState((await sdk.signUp({ input: newAccount({ handle }) })).signUp, "CodeSent");
  });

  it("is asked once more where that does no harm", async () => {
    const { faults, operations, browser } = await startNode();
    const person = await signUpPerson(app);
    const here = browser();
    here.useAccessToken(person.accessToken);
    faults.set("GetUser", down);
    await unavailable(here.sdk.account());
    expect(operations).toEqual(["GetUser", "GetUser"]);
    // Who does not ask for what the pool alone knows does not notice.
    expect((await here.sdk.viewer()).viewer?.handle).toBe(person.handle);
  });

  it("ends no session: the cookie stays, and refreshes once the pool is back", async () => {
    const node = await startNode();
    const person = await signUpPerson(app);
    const { browser } = await signInPerson(node, person);
    const cookies = new Map(browser.cookies);
    for (const fault of [down, throttled]) {
      node.faults.set("GetTokensFromRefreshToken", fault);
      await unavailable(browser.sdk.refreshSession({}));
      expect(browser.cookies).toEqual(cookies);
    }
    node.faults.clear();
    expect((await browser.sdk.refreshSession({})).refreshSession.__typename).toBe("SignedIn");
  });

  it("loses no session where only the answer to a refresh got lost", async () => {
    const node = await startNode();
    const { browser } = await signInPerson(node, await signUpPerson(app));
    node.faults.set("GetTokensFromRefreshToken", { kind: "lostResponse" });
    await unavailable(browser.sdk.refreshSession({}));
    node.faults.clear();
    expect((await browser.sdk.refreshSession({})).refreshSession.__typename).toBe("SignedIn");
  });

  it("between confirmation and sign-in asks for the password", async () => {
    const { faults, sdk, browser } = await startNode();
    const account = newAccount();
    await sdk.signUp({ input: account });
    faults.set("InitiateAuth", down);
    const { confirmSignUp } = await sdk.confirmSignUp({
      input: { email: account.email, code: await newestCode(app, account.email) },
    });
    expect(expectState(confirmSignUp, "SignInRequired").email).toBe(account.email);
    faults.clear();
    await signInPerson({ browser }, account);
  });

  it("does not keep somebody signed in who signs out", async () => {
    const node = await startNode();
    const { browser } = await signInPerson(node, await signUpPerson(app));
    node.faults.set("*", down);
    expect((await browser.sdk.signOut()).signOut.__typename).toBe("SignedOut");
    expect((await catchRequestError(browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
  });

  it("leaves a profile and an account as they are", async () => {
    const node = await startNode();
    const person = await signUpPerson(app);
    const { browser } = await signInPerson(node, person);
    node.faults.set("UpdateUserAttributes", down).set("DeleteUser", down);
    const { handle } = newAccount();
    await unavailable(browser.sdk.updateProfile({ input: { handle, bio: "new" } }));
    expect((await browser.sdk.viewer()).viewer).toMatchObject({ handle: person.handle, bio: null });
    expectState((await app.sdk.signUp({ input: newAccount({ handle }) })).signUp, "CodeSent");
    await unavailable(browser.sdk.deleteAccount({ input: { password: person.password } }));
    expect((await browser.sdk.viewer()).viewer?.handle).toBe(person.handle);
    node.faults.clear();
    const { deleteAccount } = await browser.sdk.deleteAccount({ input: { password: person.password } });
    expectState(deleteAccount, "AccountDeleted");
  });
});

describe("no Cognito at all", () => {
  it.each([
    ["a connection that is refused", refused],
    ["an answer that is not Cognito's", garbage],
  ])("%s is a 503 at once, not tried again, and over when it is over", async (_what, fault) => {
    const { faults, operations, sdk, browser } = await startNode();
    const person = await signUpPerson(app);
    const { email, password } = person;
    const { accessToken } = await signUpPerson(app);
    operations.length = 0;
    faults.set("*", fault);
    const began = performance.now();
    await unavailable(sdk.signIn({ input: { email, password } }));
    await unavailable(sdk.signUp({ input: newAccount() }));
    await unavailable(sdk.confirmForgotPassword({ input: { email, code: "123456", newPassword: password } }));
    expect(performance.now() - began).toBeLessThan(4000);
    expect(operations.filter((operation) => operation !== "AdminUserGlobalSignOut")).toEqual([
      "InitiateAuth",
      "SignUp",
      "ConfirmForgotPassword",
    ]);
    // Who is signed in reads on.
    const reader = browser();
    reader.useAccessToken(accessToken);
    expect((await reader.sdk.homeFeed({})).homeFeed.edges).toBeTruthy();
    faults.clear();
    await signInPerson({ browser }, person);
  });
});

describe("Cognito throttling", () => {
  it("is RATE_LIMITED once for each flow that may tell of it, and over when it is over", async () => {
    const { faults, operations, sdk, browser } = await startNode();
    const person = await signUpPerson(app);
    const here = await signInPerson({ browser }, person);
    faults.set("*", throttled);
    operations.length = 0;
    const { email, password } = person;
    expect(problemsOf((await sdk.signUp({ input: newAccount() })).signUp)).toEqual(["RATE_LIMITED"]);
    const code = { email, code: "123456" };
    expect(problemsOf((await sdk.confirmSignUp({ input: code })).confirmSignUp)).toEqual(["RATE_LIMITED"]);
    const change = { currentPassword: password, newPassword: "quite another pass phrase" };
    const { changePassword } = await here.browser.sdk.changePassword({ input: change });
    expect(problemsOf(changePassword)).toEqual(["RATE_LIMITED"]);
    expect(operations).toEqual(["SignUp", "ConfirmSignUp", "ChangePassword"]);
    faults.clear();
    await signInPerson({ browser }, person);
  });

  it("is RATE_LIMITED with a time to wait", async () => {
    const { faults, sdk } = await startNode();
    faults.set("*", throttled);
    const { email, password } = newAccount();
    const { signIn } = await sdk.signIn({ input: { email, password } });
    expect(problemsOf(signIn)).toEqual(["RATE_LIMITED"]);
    expect(expectState(signIn, "Rejected").problems[0]?.retryAfterSeconds).toBeGreaterThan(0);
  });
});

describe("Cognito slow", () => {
  it("is given up after four seconds", async () => {
    const { faults, sdk } = await startNode();
    faults.set("InitiateAuth", { kind: "hang" });
    const began = performance.now();
    const { email, password } = newAccount();
    await unavailable(sdk.signIn({ input: { email, password } }));
    expect(performance.now() - began).toBeLessThan(6000);
  });
});

describe("Cognito hanging", () => {
  it("holds up nobody who does not need it", async () => {
    const { faults, sdk, browser } = await startNode();
    const person = await signUpPerson(app);
    faults.set("InitiateAuth", { kind: "hang" });
    const { password } = person;
    let over = 0;
    const hanging = Array.from({ length: 40 }, async () => {
      await unavailable(sdk.signIn({ input: { email: newAccount().email, password } }));
      over += 1;
    });
    const reader = browser();
    reader.useAccessToken(person.accessToken);
    for (let turn = 0; turn < 5; turn += 1) await reader.sdk.homeFeed({});
    expect(over).toBe(0);
    await Promise.all(hanging);
  });
});

describe("keys that cannot be fetched", () => {
  it("when a node starts: guests are served, tokens are not judged, and it recovers by itself", async () => {
    const pool = await startFaultyUserPool(app.userPoolUrl);
    pool.faults.set("jwks.json", down);
    const node = await app.startNode({ COGNITO_ENDPOINT: pool.url });
    expect((await fetch(`${node.url}/readyz`)).status).toBe(503);
    expect((await node.sdk.homeFeed({})).homeFeed.edges).toBeTruthy();
    const person = await signUpPerson(app);
    const browser = node.browser();
    browser.useAccessToken(person.accessToken);
    await unavailable(browser.sdk.viewer());
    await unavailable(browser.sdk.homeFeed({}));
    pool.faults.clear();
    await vi.waitFor(async () => expect((await fetch(`${node.url}/readyz`)).status).toBe(200), {
      timeout: 5000,
      interval: 100,
    });
    expect((await browser.sdk.viewer()).viewer?.handle).toBe(person.handle);
  });

  it("later: whoever has a token of a known key notices nothing", async () => {
    const node = await startNode();
    node.faults.set("jwks.json", down);
    const person = await signUpPerson(app);
    const browser = node.browser();
    browser.useAccessToken(person.accessToken);
    expect((await browser.sdk.viewer()).viewer?.handle).toBe(person.handle);
  });

  it("later: of a token of another key nothing can be said, until they can be fetched again", async () => {
    const node = await startNode();
    node.faults.set("jwks.json", down);
    const { accessToken } = await signUpPerson(app);
    const [, ...rest] = accessToken.split(".");
    const header = Buffer.from(JSON.stringify({ alg: "RS256", kid: "another" })).toString("base64url");
    const browser = node.browser();
    browser.useAccessToken([header, ...rest].join("."));
    await unavailable(browser.sdk.viewer());
    node.faults.clear();
    await vi.waitFor(
      async () => expect((await catchRequestError(browser.sdk.viewer())).reason).toBe("TOKEN_INVALID"),
      { timeout: 15_000, interval: 200 },
    );
  });
});
