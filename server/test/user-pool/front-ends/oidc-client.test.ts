import { randomUUID } from "node:crypto";
import {
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  buildEndSessionUrl,
  type Configuration,
  fetchUserInfo,
  refreshTokenGrant,
  tokenRevocation,
} from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { issuerOf } from "../../../local-user-pool/pools/user-pools.ts";
import { type Account, signInPerson, signUpPerson } from "../../support/app/builders.ts";
import { catchRequestError, expectState } from "../../support/app/expectations.ts";
import { localUserPoolId, startTestApp, type TestApp } from "../../support/app/test-app.ts";
import { openLoginBrowser } from "../../../local-user-pool/clients/login-browser.ts";
import { beginSignIn, connect, finishSignIn, type Settings } from "./oidc-client.ts";

// A front end that signs people in by a library for OpenID Connect, as docs/front-ends.md shows it.

const redirectUri = "https://app.example.com/callback";
const signedOutUri = "https://app.example.com/";

let app: TestApp;
let node: Pick<TestApp, "browser">;
let settings: Settings;
let configuration: Configuration;

beforeAll(async () => {
  app = await startTestApp();
  await app.cognito.send(
    new CreateResourceServerCommand({
      UserPoolId: localUserPoolId,
      Identifier: "feed",
      Name: "Feed",
      Scopes: ["read", "read.members"].map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName })),
    }),
  );
  const { UserPoolClient } = await app.cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: localUserPoolId,
      ClientName: "oidc",
      GenerateSecret: false,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: [
        "openid",
        "email",
        "aws.cognito.signin.user.admin",
        "feed/read",
        "feed/read.members",
      ],
      CallbackURLs: [redirectUri],
      LogoutURLs: [signedOutUri],
      SupportedIdentityProviders: ["COGNITO"],
    }),
  );
  const clientId = UserPoolClient?.ClientId ?? "";
  node = await app.startNode({ COGNITO_TRUSTED_CLIENT_IDS: clientId });
  settings = { issuer: issuerOf(localUserPoolId), clientId, redirectUri, localUserPool: app.userPoolUrl };
  configuration = await connect(settings);
});
afterAll(() => app.stop());

async function signIn(person: Account, scope: string, browser = openLoginBrowser(app.userPoolUrl)) {
  const { url, begun } = await beginSignIn(configuration, settings, scope);
  const page = await browser.open(url);
  const { email: username, password } = person;
  const address = page instanceof URL ? page : await browser.submit(page, { username, password });
  if (!(address instanceof URL)) throw new Error(address.html);
  return await finishSignIn(configuration, address, begun);
}

function asBearer(token: string) {
  const browser = node.browser();
  browser.useAccessToken(token);
  return browser.sdk;
}

const ownScopes = "openid email aws.cognito.signin.user.admin";

describe("a person who signs in by OpenID Connect with PKCE", () => {
  it("uses the API with a token of their own, refreshes it and signs out", async () => {
    const person = await signUpPerson(app);
    const tokens = await signIn(person, ownScopes);
    const { viewer } = await asBearer(tokens.access_token).viewer();
    expect(viewer?.handle).toBe(person.handle);
    expect(tokens.claims()).toMatchObject({ email: person.email, email_verified: true });
    expect(await fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? "")).toMatchObject(
      {
        email: person.email,
      },
    );

    const renewed = await refreshTokenGrant(configuration, tokens.refresh_token ?? "");
    expect((await asBearer(renewed.access_token).viewer()).viewer?.handle).toBe(person.handle);
    expect(expectState((await asBearer(renewed.access_token).signOut()).signOut, "SignedOut")).toBeDefined();
    const refused = await catchRequestError(asBearer(renewed.access_token).viewer());
    expect(refused.code).toBe("UNAUTHENTICATED");
  });

  it("reads with a delegated token, and changes nothing", async () => {
    const person = await signUpPerson(app);
    const { access_token } = await signIn(person, "openid feed/read");
    expect((await asBearer(access_token).homeFeed({ first: 1 })).homeFeed).toBeDefined();
    const post = asBearer(access_token).createActivity({
      input: { message: "No", expiresIn: "ONE_DAY", idempotencyKey: randomUUID() },
    });
    expect((await catchRequestError(post)).code).toBe("FORBIDDEN");
  });

  it("is asked for no password a second time, until the browser signs out of the pool", async () => {
    const person = await signUpPerson(app);
    const browser = openLoginBrowser(app.userPoolUrl);
    await signIn(person, ownScopes, browser);
    const { url } = await beginSignIn(configuration, settings, ownScopes);
    expect(await browser.open(url)).toBeInstanceOf(URL);

    const out = buildEndSessionUrl(configuration, { logout_uri: signedOutUri });
    expect(await browser.open(out)).toEqual(new URL(signedOutUri));
    expect(await browser.open(url)).toMatchObject({ status: 200 });
  });

  it("loses the tokens that were revoked", async () => {
    const person = await signUpPerson(app);
    const { refresh_token = "" } = await signIn(person, ownScopes);
    await tokenRevocation(configuration, refresh_token);
    await expect(refreshTokenGrant(configuration, refresh_token)).rejects.toMatchObject({
      error: "invalid_grant",
    });
  });

  it("is the person who signs in by the API", async () => {
    const person = await signUpPerson(app);
    const here = await signInPerson(app, person);
    const { access_token } = await signIn(person, ownScopes);
    const { viewer } = await asBearer(access_token).viewer();
    expect(viewer?.id).toBe((await here.browser.sdk.viewer()).viewer?.id);
  });
});
