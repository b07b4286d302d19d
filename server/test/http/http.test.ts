import { get } from "node:http";
import { AdminCreateUserCommand, CreateUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newAccount } from "../support/app/builders.ts";
import { expectState } from "../support/app/expectations.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { productionEnvironment } from "../support/app/production-environment.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ environment: { WEB_ORIGINS: "https://app.example.com" } });
});
afterAll(() => app.stop());

type Answer = { status: number; headers: Headers; code: unknown; text: string };

async function ask(body: unknown, headers: Record<string, string> = {}, method = "POST"): Promise<Answer> {
  const answer = await fetch(`${app.url}/graphql`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(method === "POST" && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const parsed = text.startsWith("{") ? JSON.parse(text) : {};
  return { status: answer.status, headers: answer.headers, code: parsed.errors?.[0]?.extensions?.code, text };
}

async function preflight(origin: string, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${app.url}/graphql`, { method: "OPTIONS", headers: { origin, ...headers } });
}

describe("health", () => {
  it("is ok while the process runs, and ready once there are keys and a database", async () => {
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${app.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: "ready" }]);
  });

  it("is not ready without the user pool's keys, and responds with 503 to tokens, not with a guest's feed", async () => {
    const keyless = await startTestApp({
      environment: {
        COGNITO_USER_POOL_ID: "us-east-1_Nowhere01",
        COGNITO_CLIENT_ID: "client",
        COGNITO_ENDPOINT: "http://127.0.0.1:9",
      },
    });
    try {
      expect((await fetch(`${keyless.url}/healthz`)).status).toBe(200);
      expect((await fetch(`${keyless.url}/readyz`)).status).toBe(503);
      const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
      const claims = {
        iss: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Nowhere01",
        client_id: "client",
        token_use: "access",
        exp: Math.floor(Date.now() / 1000) + 900,
      };
      const token = `${encode({ alg: "RS256", kid: "k" })}.${encode(claims)}.c2lnbmF0dXJl`;
      const query = "{ homeFeed { edges { cursor } } }";
      const answer = await postGraphql(keyless.url, { query }, { authorization: `Bearer ${token}` });
      expect([answer.status, (await answer.json()).errors[0].extensions.code]).toEqual([
        503,
        "AUTH_UNAVAILABLE",
      ]);
    } finally {
      await keyless.stop();
    }
  });
});

describe("/graphql", () => {
  it("responds with a request id and no-store", async () => {
    const { status, headers } = await ask({ query: "{ viewer { id } }" });
    expect(status).toBe(200);
    expect(headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("responds with 400 to invalid GraphQL", async () => {
    expect((await ask({ query: "{ nonsense" })).status).toBe(400);
    expect((await ask({ query: "{ nonsense }" })).status).toBe(400);
    expect((await ask({})).status).toBe(400);
    expect((await ask("not json")).status).toBe(400);
    expect((await ask([{ query: "{ viewer { id } }" }])).status).toBe(400);
  });

  it("refuses an unknown subscription", async () => {
    expect(await ask({ query: "subscription { x }" })).toMatchObject({ status: 400 });
  });

  it("accepts only POST with JSON", async () => {
    expect((await ask(undefined, {}, "GET")).status).toBe(405);
    expect(
      (await ask("query={viewer{id}}", { "content-type": "application/x-www-form-urlencoded" })).status,
    ).toBe(415);
    expect((await ask('{"query":"{ viewer { id } }"}', { "content-type": "text/plain" })).status).toBe(415);
  });

  it("refuses bodies over 64 kB", async () => {
    expect((await ask({ query: `{ viewer { id } } # ${"x".repeat(70_000)}` })).status).toBe(413);
  });

  it("never quotes the value of an invalid variable", async () => {
    const secret = "hunter2-canary-secret";
    const { status, text, code } = await ask({
      query: "mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }",
      variables: { input: { emial: "worf", password: secret } },
    });
    expect([status, code]).toEqual([400, "BAD_USER_INPUT"]);
    expect(text).not.toContain(secret);
  });

  it("accepts requests of its own and of configured origins, and of no others", async () => {
    const named = await ask({ query: "{ viewer { id } }" }, { origin: "https://app.example.com" });
    expect(named.status).toBe(200);
    expect(named.headers.get("access-control-allow-origin")).toBe("https://app.example.com");
    expect(named.headers.get("vary")).toContain("Origin");
    expect((await ask({ query: "{ viewer { id } }" }, { origin: app.url })).status).toBe(200);
    for (const origin of ["null", "https://app.example.com.evil.test", "http://app.example.com"]) {
      const refused = await ask({ query: "{ viewer { id } }" }, { origin });
      expect([refused.status, refused.code]).toEqual([403, "FORBIDDEN"]);
      expect(refused.headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  it("accepts preflights of configured origins only", async () => {
    const named = await preflight("https://app.example.com");
    expect(named.status).toBe(204);
    expect((await preflight("https://evil.example")).status).toBe(403);
  });

  it("lets pages of configured origins send the headers of Apollo Client, Sentry and W3C tracing, and no others", async () => {
    const { headers } = await preflight("https://app.example.com", {
      "access-control-request-headers": "authorization,sentry-trace,x-of-the-page",
    });
    expect(headers.get("access-control-allow-headers")?.split(", ").toSorted()).toEqual([
      "apollo-require-preflight",
      "apollographql-client-name",
      "apollographql-client-version",
      "authorization",
      "baggage",
      "content-type",
      "sentry-trace",
      "traceparent",
      "tracestate",
      "x-apollo-operation-name",
    ]);
    const foreign = await preflight("https://evil.example", {
      "access-control-request-headers": "traceparent",
    });
    expect(foreign.headers.get("access-control-allow-headers")).toBeNull();
  });
});

describe("headers", () => {
  it("isolate pages", async () => {
    const { headers } = await fetch(`${app.url}/inbox`);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });
});

/** `fetch` does not set the Host header. */
function statusForHost(url: string, path: string, host: string): Promise<number | undefined> {
  const { hostname, port } = new URL(url);
  return new Promise((done, fail) => {
    const options = { hostname, port, path, headers: { host } };
    get(options, (answer) => done(answer.resume().statusCode)).on("error", fail);
  });
}

describe("a foreign host name that resolves to this server", () => {
  it("is not served", async () => {
    expect(await statusForHost(app.url, "/inbox.json", "evil.example")).toBe(403);
    expect(await statusForHost(app.url, "/healthz", "evil.example")).toBe(403);
  });

  it("has no inbox in production, unless it is configured", async () => {
    const production = await startTestApp({
      environment: {
        ...productionEnvironment,
        SERVED_HOSTS: "mail.example",
      },
    });
    try {
      for (const path of ["/inbox", "/inbox.json", "/inbox/inbox.js"]) {
        expect(await statusForHost(production.url, path, "evil.example")).toBe(403);
        expect(await statusForHost(production.url, path, "mail.example")).toBe(200);
      }
      expect(await statusForHost(production.url, "/healthz", "api.example")).toBe(200);
    } finally {
      await production.stop();
    }
  });
});

describe("the inbox", () => {
  it.each(["encoded", "not encoded"])("finds the mail to an address with a plus that is %s", async (kind) => {
    const { handle, ...account } = newAccount();
    const email = `${handle}+tag+more@enterprise.example`;
    expectState((await app.sdk.signUp({ input: { ...account, handle, email } })).signUp, "CodeSent");
    const to = kind === "encoded" ? encodeURIComponent(email) : email;
    const mails = await (await fetch(`${app.url}/inbox.json?to=${to}`)).json();
    expect(mails.map((mail: { to: string }) => mail.to)).toEqual([email]);
    const other = await fetch(`${app.url}/inbox.json?to=${to.replace("tag", "other")}`);
    expect(await other.json()).toEqual([]);
  });

  it.each(["%2B12065559934", "+12065559934"])("finds the SMS to a phone number, as in ?to=%s", async (to) => {
    const phone = "+12065559934";
    const name = newAccount().handle;
    const { UserPool } = await app.cognito.send(
      new CreateUserPoolCommand({
        PoolName: name,
        SmsConfiguration: { SnsCallerArn: "arn:aws:iam::000000000000:role/sms" },
      }),
    );
    await app.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: UserPool?.Id,
        Username: name,
        UserAttributes: [{ Name: "phone_number", Value: phone }],
      }),
    );
    const [sms] = await (await fetch(`${app.url}/inbox.json?to=${to}`)).json();
    expect(sms).toMatchObject({ medium: "SMS", to: phone, subject: "", text: expect.stringContaining(name) });
  });
});

describe("introspection", () => {
  it("is on in development and off in production", async () => {
    const query = "{ __schema { queryType { name } } }";
    expect((await ask({ query })).status).toBe(200);
    const production = await startTestApp({
      environment: productionEnvironment,
    });
    try {
      expect((await postGraphql(production.url, { query })).status).toBe(400);
    } finally {
      await production.stop();
    }
  });
});
