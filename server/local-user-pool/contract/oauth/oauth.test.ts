import { createHash } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  CreateResourceServerCommand,
  GetUserCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolClientCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { totpCode } from "../../clients/authenticator.ts";
import { openLoginBrowser, type Page } from "../../clients/login-browser.ts";
import {
  claimsOf,
  createClient,
  createPool,
  createUser,
  defined,
  newEmail,
  password,
  profile,
  rotatingClient,
  tokensFor,
} from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { namedPool } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

// OAuth 2.0 and the pages of sign-in, as a browser and an app client use and attack them. A named pool has them at a domain.

const redirectUri = "https://app.example.com/callback";
const verifier = "a-verifier-of-at-least-43-characters-as-rfc-7636-wants-it";
const codeChallenge = createHash("sha256").update(verifier).digest("base64url");
const pkce = { code_challenge: codeChallenge, code_challenge_method: "S256" };
const scopes = ["openid", "email", "profile", "aws.cognito.signin.user.admin", "notes/read"];

const oauth = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthScopes: scopes,
  CallbackURLs: [redirectUri, "com.example.app://callback"],
  LogoutURLs: ["https://app.example.com/bye"],
};

let endpoint: EndpointUnderTest;
let poolId: string;
let clientId: string;
let confidential: { id: string; secret: string };
let email: string;

describe.skipIf(namedPool)("OAuth 2.0", () => {
  beforeAll(async () => {
    endpoint = await startEndpointUnderTest();
    ({ poolId } = await createPool(endpoint, { pool: {} }));
    await endpoint.cognito.send(
      new CreateResourceServerCommand({
        UserPoolId: poolId,
        Identifier: "notes",
        Name: "Notes",
        Scopes: ["read", "write"].map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName })),
      }),
    );
    const app = await createClient(endpoint, poolId, {
      ...oauth,
      AllowedOAuthFlows: ["code", "implicit"],
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    });
    clientId = defined(app.ClientId);
    const client = await createClient(endpoint, poolId, {
      ClientName: "confidential",
      GenerateSecret: true,
      ...oauth,
      AllowedOAuthFlows: ["code"],
    });
    confidential = { id: defined(client.ClientId), secret: defined(client.ClientSecret) };
    email = await createUser(endpoint, poolId);
  });
  afterAll(() => endpoint.close());

  type Form = Record<string, string>;

  const authorizeUrl = (parameters: Form, id = clientId) =>
    `${endpoint.url}/oauth2/authorize?${new URLSearchParams({
      client_id: id,
      redirect_uri: redirectUri,
      response_type: "code",
      ...parameters,
    })}`;

  /** Where the browser is sent back to, after the password if that is asked for. */
  async function authorize(parameters: Form = pkce, browser = openLoginBrowser(endpoint.url), id = clientId) {
    const page = await browser.open(authorizeUrl(parameters, id));
    const next = page instanceof URL ? page : await browser.submit(page, { username: email, password });
    if (!(next instanceof URL)) throw new Error(next.html);
    return next;
  }

  const codeOf = (url: URL) => defined(url.searchParams.get("code") ?? undefined);

  async function post(path: string, form: Form | string, headers: Record<string, string> = {}) {
    const response = await fetch(`${endpoint.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      body: typeof form === "string" ? form : new URLSearchParams(form).toString(),
    });
    const text = await response.text();
    const body = text === "" ? {} : (JSON.parse(text) as Record<string, string>);
    return { status: response.status, body, headers: response.headers };
  }

  const exchange = async (form: Form) =>
    await post("/oauth2/token", {
      grant_type: "authorization_code",
      client_id: clientId,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...form,
    });

  const basic = (id: string, secret: string) => ({
    authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
  });

  describe("an authorization request", () => {
    it.each<[string, Form]>([
      ["an unknown client", { client_id: "nobody" }],
      ["a callback URL of nobody", { redirect_uri: "https://evil.example" }],
      ["a longer callback URL", { redirect_uri: `${redirectUri}/` }],
      ["a callback URL with a query", { redirect_uri: `${redirectUri}?a=b` }],
      ["a callback URL in other case", { redirect_uri: redirectUri.toUpperCase() }],
    ])("with %s gets a page, and is sent nowhere", async (_what, parameters) => {
      const page = await openLoginBrowser(endpoint.url).open(authorizeUrl(parameters));
      expect(page).toMatchObject({ status: 400 });
    });

    it.each<[string, Form]>([
      ["invalid_request", { response_type: "" }],
      ["invalid_request", { response_type: "id_token" }],
      ["invalid_request", { code_challenge: codeChallenge }],
      ["invalid_request", { code_challenge_method: "S256" }],
      ["invalid_request", { code_challenge: verifier, code_challenge_method: "plain" }],
      ["invalid_request", { code_challenge: "short", code_challenge_method: "S256" }],
      ["invalid_scope", { scope: "openid phone" }],
      ["invalid_scope", { scope: "email" }],
      ["login_required", { prompt: "none" }],
    ])("is answered with %s and its state for %o", async (error, parameters) => {
      const url = await openLoginBrowser(endpoint.url).open(authorizeUrl({ state: "s p&=ä", ...parameters }));
      expect(url).toBeInstanceOf(URL);
      const answer = (url as URL).searchParams;
      expect([answer.get("error"), answer.get("state"), answer.get("code")]).toEqual([error, "s p&=ä", null]);
    });

    it("of an app client without the grant is refused", async () => {
      const url = await openLoginBrowser(endpoint.url).open(
        authorizeUrl({ response_type: "token" }, confidential.id),
      );
      expect((url as URL).hash).toContain("error=unauthorized_client");
    });

    it("with a parameter twice is no request", async () => {
      const url = `${authorizeUrl(pkce)}&redirect_uri=https%3A%2F%2Fevil.example`;
      expect(await openLoginBrowser(endpoint.url).open(url)).toMatchObject({ status: 400 });
    });

    it("keeps its state out of headers and markup", async () => {
      const state = `"><script>alert(1)</script>\r\nset-cookie: a=b`;
      const browser = openLoginBrowser(endpoint.url);
      const page = (await browser.open(authorizeUrl({ ...pkce, state }))) as Page;
      expect(page.html).not.toContain("<script");
      const url = await authorize({ ...pkce, state }, browser);
      expect(url.searchParams.get("state")).toBe(state);
      expect(browser.cookies.has("a")).toBe(false);
    });

    it("leads to an app with a scheme of its own", async () => {
      const url = await authorize({ ...pkce, redirect_uri: "com.example.app://callback" });
      expect(url.protocol).toBe("com.example.app:");
    });
  });

  describe("a code", () => {
    it("gives the tokens of the scopes, with the nonce, once", async () => {
      const code = codeOf(await authorize({ ...pkce, nonce: "n-1", scope: "openid email notes/read" }));
      const { status, body, headers } = await exchange({ code });
      expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
      expect(body).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
      expect(claimsOf(body["access_token"])).toMatchObject({
        scope: "openid email notes/read",
        client_id: clientId,
        version: 2,
      });
      const id = claimsOf(body["id_token"]);
      expect(id).toMatchObject({ nonce: "n-1", aud: clientId, email, email_verified: true });
      expect(id).not.toHaveProperty("name");
      expect(id["at_hash"]).toBe(
        createHash("sha256")
          .update(String(body["access_token"]))
          .digest()
          .subarray(0, 16)
          .toString("base64url"),
      );

      // The second time ends what the first gave out.
      expect((await exchange({ code })).body).toEqual({ error: "invalid_grant" });
      const refreshed = await post("/oauth2/token", {
        grant_type: "refresh_token",
        client_id: clientId,
        refresh_token: defined(body["refresh_token"]),
      });
      expect(refreshed.body).toEqual({ error: "invalid_grant" });
    });

    it("is worth nothing without its verifier, to another client, at another callback URL, or after five minutes", async () => {
      const begin = async (parameters: Form = pkce) => codeOf(await authorize(parameters));
      const refused = { status: 400, body: { error: "invalid_grant" } };
      const wrong = { code_verifier: `${verifier}x` };
      expect(await exchange({ code: await begin(), ...wrong })).toMatchObject(refused);
      expect(await exchange({ code: await begin(), code_verifier: "" })).toMatchObject(refused);
      // Somebody has taken the challenge out of the request.
      expect(await exchange({ code: await begin({}) })).toMatchObject(refused);
      const form = { grant_type: "authorization_code", redirect_uri: redirectUri, code_verifier: verifier };
      const code = await begin();
      expect(
        await post("/oauth2/token", { ...form, code }, basic(confidential.id, confidential.secret)),
      ).toMatchObject(refused);
      // The attempt of another client costs the right one nothing.
      expect((await exchange({ code })).status).toBe(200);
      const elsewhere = { code: await begin(), redirect_uri: "com.example.app://callback" };
      expect((await exchange(elsewhere)).body).toEqual({ error: "unauthorized_client" });
      const late = await begin();
      endpoint.advance(5 * 60);
      expect(await exchange({ code: late })).toMatchObject(refused);
    });

    it("of one of two exchanges at once gives tokens", async () => {
      const code = codeOf(await authorize());
      const statuses = await Promise.all([exchange({ code }), exchange({ code })]);
      expect(statuses.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400]);
    });

    it("of an app client with a secret needs the secret, by Basic or in the body", async () => {
      const begin = async () => codeOf(await authorize(pkce, undefined, confidential.id));
      const form = { grant_type: "authorization_code", redirect_uri: redirectUri, code_verifier: verifier };
      const { id, secret } = confidential;
      const ask = async (more: Form, headers = {}) =>
        (await post("/oauth2/token", { ...form, code: await begin(), ...more }, headers)).body;
      expect(await ask({ client_id: id })).toEqual({ error: "invalid_client" });
      expect(await ask({ client_id: id, client_secret: "wrong" })).toEqual({ error: "invalid_client" });
      expect(await ask({}, basic(id, "wrong"))).toEqual({ error: "invalid_client" });
      expect(await ask({ client_id: clientId }, basic(id, secret))).toMatchObject({
        error: "invalid_request",
      });
      expect(await ask({ client_id: id, client_secret: secret })).toHaveProperty("access_token");
      expect(await ask({}, basic(id, secret))).toHaveProperty("access_token");
    });

    it("without openid gives no ID token, and claims only to a token with openid", async () => {
      const { body } = await exchange({ code: codeOf(await authorize({ ...pkce, scope: "notes/read" })) });
      expect(body).not.toHaveProperty("id_token");
      const ask = async (token: string) =>
        (await fetch(`${endpoint.url}/oauth2/userInfo`, { headers: { authorization: `Bearer ${token}` } }))
          .status;
      expect(await ask(defined(body["access_token"]))).toBe(401);
      expect(await ask((await tokensFor(endpoint, { clientId }, email)).AccessToken)).toBe(401);
      const open = await exchange({ code: codeOf(await authorize({ ...pkce, scope: "openid" })) });
      expect(await ask(defined(open.body["access_token"]))).toBe(200);
      // A delegated token does nothing for the account at the pool.
      await expect(
        endpoint.cognito.send(new GetUserCommand({ AccessToken: open.body["access_token"] })),
      ).rejects.toMatchObject({ name: "NotAuthorizedException" });
    });
  });

  it("tokens without a code are in the fragment, without a refresh token", async () => {
    const url = await authorize({ response_type: "token", state: "x" });
    const answer = new URLSearchParams(url.hash.slice(1));
    expect([url.search, answer.get("state"), answer.get("refresh_token")]).toEqual(["", "x", null]);
    expect(claimsOf(answer.get("id_token") ?? "")).toMatchObject({ email });
  });

  it("a refresh keeps the scopes, and rotates where the app client does", async () => {
    const { body } = await exchange({
      code: codeOf(await authorize({ ...pkce, scope: "openid notes/read" })),
    });
    const form = { grant_type: "refresh_token", client_id: clientId };
    const again = await post("/oauth2/token", { ...form, refresh_token: defined(body["refresh_token"]) });
    expect(claimsOf(again.body["access_token"])).toMatchObject({ scope: "openid notes/read" });
    expect(again.body).not.toHaveProperty("refresh_token");
    const rotating = await createClient(endpoint, poolId, { ...rotatingClient, ClientName: "rotating" });
    const { RefreshToken } = await tokensFor(endpoint, { clientId: defined(rotating.ClientId) }, email);
    const rotated = await post("/oauth2/token", {
      ...form,
      client_id: defined(rotating.ClientId),
      refresh_token: RefreshToken,
    });
    expect(rotated.body["refresh_token"]).toBeTruthy();
    expect((await post("/oauth2/token", { ...form, refresh_token: RefreshToken })).body).toEqual({
      error: "invalid_grant",
    });
  });

  it("an app client gets a token of its own for its custom scopes alone", async () => {
    const client = await createClient(endpoint, poolId, {
      ClientName: "machine",
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ["client_credentials"],
      AllowedOAuthScopes: ["notes/read", "notes/write"],
    });
    const headers = basic(defined(client.ClientId), defined(client.ClientSecret));
    const ask = async (form: Form) =>
      (await post("/oauth2/token", { grant_type: "client_credentials", ...form }, headers)).body;
    const claims = claimsOf((await ask({ scope: "notes/read" }))["access_token"]);
    expect(claims).toMatchObject({ sub: client.ClientId, client_id: client.ClientId, scope: "notes/read" });
    expect(claims).not.toHaveProperty("username");
    expect(claimsOf((await ask({}))["access_token"])["scope"]).toBe("notes/read notes/write");
    expect(await ask({ scope: "openid" })).toEqual({ error: "invalid_scope" });
    expect((await exchange({ grant_type: "client_credentials", code_verifier: "" })).body).toEqual({
      error: "unauthorized_client",
    });
  });

  it.each<[string, string, Form | string]>([
    ["invalid_request", "/oauth2/token", {}],
    ["unsupported_grant_type", "/oauth2/token", { grant_type: "password", client_id: "x" }],
    ["unsupported_grant_type", "/oauth2/token", { grant_type: "toString" }],
    ["invalid_client", "/oauth2/token", { grant_type: "refresh_token", client_id: "x" }],
    ["invalid_request", "/oauth2/token", "grant_type=refresh_token&grant_type=refresh_token"],
    ["invalid_request", "/oauth2/token", "grant_type=%00"],
    ["invalid_request", "/oauth2/revoke", {}],
    ["invalid_client", "/oauth2/revoke", { token: "x", client_id: "x" }],
  ])("refuses with %s at %s: %o", async (error, path, form) => {
    expect(await post(path, form)).toMatchObject({ status: 400, body: { error } });
  });

  describe("the page of sign-in", () => {
    let browser: ReturnType<typeof openLoginBrowser>;
    beforeEach(() => {
      browser = openLoginBrowser(endpoint.url);
    });
    const open = async (parameters: Form = pkce) => (await browser.open(authorizeUrl(parameters))) as Page;

    it("says what is wrong, and goes on", async () => {
      const page = await browser.submit(await open(), { username: email, password: "wrong" });
      expect(page).toMatchObject({ status: 400 });
      expect(await browser.submit(page, { username: email, password })).toBeInstanceOf(URL);
    });

    it("takes no form from another page, and none of another browser", async () => {
      const page = await open();
      const other = openLoginBrowser(endpoint.url);
      expect(await other.submit(page, { username: email, password })).toMatchObject({ status: 403 });
      const response = await fetch(page.url, {
        method: "POST",
        redirect: "manual",
        headers: {
          origin: "https://evil.example",
          cookie: Array.from(browser.cookies, ([name, value]) => `${name}=${value}`).join("; "),
        },
        body: new URLSearchParams({
          username: email,
          password,
          _csrf: defined(browser.cookies.get("XSRF-TOKEN")),
        }),
      });
      expect(response.status).toBe(403);
    });

    it("has no script, is in no frame, and sends its form here or back alone", async () => {
      const { headers } = await fetch((await open()).url);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("form-action 'self' https://app.example.com");
      expect(headers.get("access-control-allow-origin")).toBeNull();
    });

    it("asks for an authenticator code, and not for a password a second time", async () => {
      const person = await createUser(endpoint, poolId);
      await endpoint.cognito.send(
        new SetUserPoolMfaConfigCommand({
          UserPoolId: poolId,
          MfaConfiguration: "OPTIONAL",
          SoftwareTokenMfaConfiguration: { Enabled: true },
        }),
      );
      const { AccessToken } = await tokensFor(endpoint, { clientId }, person);
      const { SecretCode } = await endpoint.cognito.send(new AssociateSoftwareTokenCommand({ AccessToken }));
      const code = () => totpCode(defined(SecretCode), endpoint.now());
      await endpoint.cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: code() }));
      await endpoint.cognito.send(
        new AdminSetUserMFAPreferenceCommand({
          UserPoolId: poolId,
          Username: person,
          SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
        }),
      );
      endpoint.advance(60);
      const challenge = await browser.submit(await open(), { username: person, password });
      const again = await browser.submit(challenge, { answer: "000000" });
      expect(again).toMatchObject({ status: 400 });
      const back = await browser.submit(again, { answer: code() });
      expect(back).toBeInstanceOf(URL);
      expect(await browser.open(authorizeUrl({ ...pkce, prompt: "none" }))).toBeInstanceOf(URL);
      expect(await open({ ...pkce, prompt: "login" })).toMatchObject({ status: 200 });
    });

    it("asks for a new password where an administrator has set the first", async () => {
      const person = newEmail();
      await endpoint.cognito.send(
        new AdminCreateUserCommand({
          UserPoolId: poolId,
          Username: person,
          MessageAction: "SUPPRESS",
          TemporaryPassword: "Temporary-1",
          UserAttributes: [{ Name: "email", Value: person }, ...profile],
        }),
      );
      const page = await browser.submit(await open(), { username: person, password: "Temporary-1" });
      expect(await browser.submit(page, { answer: password })).toBeInstanceOf(URL);
    });

    it("knows nobody who has a new password, was disabled, signed in an hour ago, or made the cookie", async () => {
      const person = await createUser(endpoint, poolId);
      const isKnown = async () => (await browser.open(authorizeUrl(pkce))) instanceof URL;
      const signIn = async () => await browser.submit(await open(), { username: person, password });
      await signIn();
      expect(await isKnown()).toBe(true);
      await endpoint.cognito.send(
        new AdminSetUserPasswordCommand({
          UserPoolId: poolId,
          Username: person,
          Password: password,
          Permanent: true,
        }),
      );
      expect(await isKnown()).toBe(false);
      await signIn();
      endpoint.advance(60 * 60);
      expect(await isKnown()).toBe(false);
      await signIn();
      const cookie = defined(browser.cookies.get(`cognito-${poolId}`));
      browser.cookies.set(
        `cognito-${poolId}`,
        cookie.replace(/\d+\.(?=[\w-]+$)/, `${endpoint.now().getTime() + 1}.`),
      );
      expect(await isKnown()).toBe(false);
      browser.cookies.set(`cognito-${poolId}`, cookie);
      expect(await isKnown()).toBe(true);
      await endpoint.cognito.send(new AdminDisableUserCommand({ UserPoolId: poolId, Username: person }));
      expect(await isKnown()).toBe(false);
    });

    it("forgets who signs out, and leads to the app client's own addresses alone", async () => {
      await browser.submit(await open(), { username: email, password });
      const out = (parameters: Form) => `${endpoint.url}/logout?${new URLSearchParams(parameters)}`;
      const evil = { client_id: clientId, logout_uri: "https://evil.example" };
      expect(await browser.open(out(evil))).toMatchObject({ status: 400 });
      expect(await browser.open(out({ logout_uri: "https://app.example.com/bye" }))).toMatchObject({
        status: 400,
      });
      expect(await browser.open(authorizeUrl(pkce))).toBeInstanceOf(URL);
      expect(
        await browser.open(out({ client_id: clientId, logout_uri: "https://app.example.com/bye" })),
      ).toEqual(new URL("https://app.example.com/bye"));
      expect(await open()).toMatchObject({ status: 200 });
    });
  });

  it("an app client that is no longer for OAuth gets no token for a code", async () => {
    const client = await createClient(endpoint, poolId, {
      ClientName: "leaving",
      ...oauth,
      AllowedOAuthFlows: ["code"],
    });
    const id = defined(client.ClientId);
    const code = codeOf(await authorize(pkce, undefined, id));
    await endpoint.cognito.send(new UpdateUserPoolClientCommand({ UserPoolId: poolId, ClientId: id }));
    expect((await exchange({ code, client_id: id })).body).toEqual({ error: "unauthorized_client" });
  });

  it("reports nothing of all this as a fault of its own", () => {
    expect(endpoint.unexpectedErrors).toEqual([]);
  });
});
