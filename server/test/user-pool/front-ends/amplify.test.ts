import { CreateUserPoolClientCommand, GetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import {
  confirmSignUp,
  confirmUserAttribute,
  fetchAuthSession,
  signIn,
  signOut,
  signUp,
  updateUserAttributes,
} from "aws-amplify/auth";
import { ConsoleLogger } from "aws-amplify/utils";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Sdk } from "../../../../client/sdk/sdk.ts";
import { decodeJwt } from "../../../local-user-pool/tokens/jwt.ts";
import { type Account, newAccount, newestCode, signInPerson } from "../../support/app/builders.ts";
import { catchRequestError, expectState } from "../../support/app/expectations.ts";
import { localUserPoolId, startTestApp, type TestApp } from "../../support/app/test-app.ts";
import { configure, createTypedSdk, graphql, signOutOfBoth } from "./amplify-front-end.ts";

// A front end that signs people in by Amplify, with an app client as docs/front-ends.md creates it.

const origin = "https://app.example.com";
const done = { isSignedIn: true, nextStep: { signInStep: "DONE" } };

let app: TestApp;
/** A node that trusts the front end's app client. */
let node: Pick<TestApp, "browser">;
let apiUrl: string;
let sdk: Sdk;

beforeAll(async () => {
  app = await startTestApp();
  const { UserPoolClient } = await app.cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: localUserPoolId,
      ClientName: "front end",
      GenerateSecret: false,
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      AccessTokenValidity: 15,
      TokenValidityUnits: { AccessToken: "minutes" },
    }),
  );
  const userPoolClientId = UserPoolClient?.ClientId ?? "";
  const trusting = await app.startNode({
    COGNITO_TRUSTED_CLIENT_IDS: userPoolClientId,
    WEB_ORIGINS: origin,
  });
  node = trusting;
  apiUrl = `${trusting.url}/graphql`;
  // Amplify warns about every endpoint that is not AWS's.
  ConsoleLogger.LOG_LEVEL = "ERROR";
  configure({
    apiUrl,
    userPoolId: localUserPoolId,
    userPoolClientId,
    userPoolEndpoint: app.userPoolUrl,
  });
  sdk = createTypedSdk(apiUrl);
});
afterAll(() => app.stop());
// Amplify has one signed-in user at a time.
afterEach(() => signOut());

/** Signs up by Amplify: the API hears of the account only when it sends a token. */
async function join(): Promise<Account> {
  const account = newAccount();
  const { email, password, name, handle } = account;
  const userAttributes = { email, name, preferred_username: handle };
  await signUp({ username: email, password, options: { userAttributes } });
  await confirmSignUp({ username: email, confirmationCode: await newestCode(app, email) });
  return account;
}

async function signedIn(): Promise<Account> {
  const account = await join();
  expect(await signIn({ username: account.email, password: account.password })).toEqual(done);
  return account;
}

async function accessToken(options: { forceRefresh?: boolean } = {}): Promise<string> {
  return String((await fetchAuthSession(options)).tokens?.accessToken);
}

async function sessionsHere() {
  return (await sdk.account()).viewer?.sessions ?? [];
}

/** Whether the API accepts a token, whatever Amplify has. */
async function isAccepted(token: string): Promise<boolean> {
  const browser = node.browser();
  browser.useAccessToken(token);
  return await browser.sdk.viewer().then(
    ({ viewer }) => viewer !== null,
    () => false,
  );
}

describe("a person who signs in by Amplify", () => {
  it.each(["USER_SRP_AUTH", "USER_PASSWORD_AUTH"] as const)("is a member by %s", async (authFlowType) => {
    const { email, password, handle } = await join();
    expect(await signIn({ username: email, password, options: { authFlowType } })).toEqual(done);
    expect(decodeJwt(await accessToken())?.claims["scope"]).toBe("aws.cognito.signin.user.admin");
    expect(await graphql(apiUrl, "{ viewer { email handle profileIsComplete } }")).toEqual({
      data: { viewer: { email, handle, profileIsComplete: true } },
    });
    const { createActivity } = await sdk.createActivity({ input: { message: "by Amplify" } });
    expect(createActivity.__typename).toBe("Activity");
  });

  it("is a guest before the sign-in", async () => {
    expect(await graphql(apiUrl, "{ viewer { handle } }")).toEqual({ data: { viewer: null } });
  });

  it("is refused where the API does not trust the app client", async () => {
    await signedIn();
    expect(await graphql(`${app.url}/graphql`, "{ viewer { handle } }")).toMatchObject({
      errors: [{ extensions: { code: "UNAUTHENTICATED", reason: "TOKEN_INVALID" } }],
    });
  });

  it("keeps the session when Amplify refreshes", async () => {
    await signedIn();
    const [before] = await sessionsHere();
    const first = await accessToken();
    const second = await accessToken({ forceRefresh: true });
    expect(second).not.toBe(first);
    expect(await sessionsHere()).toEqual([before]);
  });

  it("sees this session beside those of the API's own sign-in", async () => {
    const account = await signedIn();
    const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    await sdk.viewer({}, { headers: { "user-agent": firefox } });
    app.advance({ seconds: 1 });
    await signInPerson(node, account);
    const sessions = await sessionsHere();
    expect(sessions.map(({ current, userAgent }) => [current, userAgent])).toEqual([
      [false, "node"],
      [true, "Firefox on Linux"],
    ]);
  });

  it("has the address here that Amplify has changed, from the next sign-in on", async () => {
    const { password } = await signedIn();
    await sdk.viewer();
    const email = newAccount().email;
    await updateUserAttributes({ userAttributes: { email } });
    await confirmUserAttribute({
      userAttributeKey: "email",
      confirmationCode: await newestCode(app, email),
    });
    await signOutOfBoth(sdk);
    await signIn({ username: email, password });
    expect((await sdk.viewer()).viewer).toMatchObject({ email, emailVerified: true });
  });
});

describe("a page of another origin", () => {
  it("may call the API with a token if WEB_ORIGINS has the origin", async () => {
    const preflight = (from: string) =>
      fetch(apiUrl, {
        method: "OPTIONS",
        headers: {
          origin: from,
          "access-control-request-method": "POST",
          "access-control-request-headers": "authorization,content-type",
        },
      });
    const { status, headers } = await preflight(origin);
    expect([status, headers.get("access-control-allow-origin")]).toEqual([204, origin]);
    const allowed = headers.get("access-control-allow-headers")?.split(", ") ?? [];
    expect(allowed).toEqual(expect.arrayContaining(["authorization", "content-type"]));
    // What the GraphQL client of Amplify sends: it is made for AppSync.
    expect(allowed).not.toContain("x-amz-user-agent");
    expect((await preflight("https://other.example.com")).status).toBe(403);

    const { email } = await signedIn();
    const { viewer } = await sdk.viewer({}, { headers: { origin } });
    expect(viewer?.email).toBe(email);
  });
});

describe("a sign-out", () => {
  it("at the API and by Amplify ends the session at once", async () => {
    await signedIn();
    const token = await accessToken();
    expect(await isAccepted(token)).toBe(true);
    await signOutOfBoth(sdk);
    expect(await isAccepted(token)).toBe(false);
    expect((await fetchAuthSession()).tokens).toBeUndefined();
  });

  it("of this session on another device refuses Amplify's refreshed tokens too", async () => {
    const account = await signedIn();
    const [session] = await sessionsHere();
    const { browser } = await signInPerson(node, account);
    const { revokeSession } = await browser.sdk.revokeSession({ input: { sessionId: session?.id ?? "" } });
    expectState(revokeSession, "SignedOut");
    expect((await catchRequestError(sdk.viewer())).reason).toBe("TOKEN_INVALID");
    await accessToken({ forceRefresh: true });
    expect((await catchRequestError(sdk.viewer())).reason).toBe("TOKEN_INVALID");
    await signOutOfBoth(sdk);
    expect((await fetchAuthSession()).tokens).toBeUndefined();
    await signIn({ username: account.email, password: account.password });
    expect((await sdk.viewer()).viewer?.handle).toBe(account.handle);
  });

  it("by Amplify alone leaves the access token accepted here until it expires", async () => {
    await signedIn();
    const token = await accessToken();
    await sdk.viewer();
    await signOut();
    expect(await graphql(apiUrl, "{ viewer { handle } }")).toEqual({ data: { viewer: null } });
    await expect(app.cognito.send(new GetUserCommand({ AccessToken: token }))).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
    expect(await isAccepted(token)).toBe(true);
    // Last in this file: Amplify signs in by the clock of the machine, which the pool's is ahead of from now on.
    app.advance({ minutes: 16 });
    expect(await isAccepted(token)).toBe(false);
  });
});
