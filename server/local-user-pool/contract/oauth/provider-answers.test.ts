import { generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLoginBrowser, type Page } from "../../clients/login-browser.ts";
import { defined } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { type App, amira, errorOf, federatedApps } from "../support/federated-apps.ts";
import { namedPool } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

// What an attacker, another provider or a broken one sends to the pool in place of the answer.

let endpoint: EndpointUnderTest;
const { authorizeUrl, setUp } = federatedApps(() => endpoint);

describe.skipIf(namedPool)("federation", () => {
  beforeAll(async () => {
    endpoint = await startEndpointUnderTest();
  });
  afterAll(() => endpoint.close());

  describe("what comes back from a provider", () => {
    /** The address of the pool that the provider sends a browser to, not opened yet. */
    async function answerOf(app: App, browser = openLoginBrowser(endpoint.url)) {
      const page = (await browser.open(authorizeUrl(app.clientId, { identity_provider: app.name }))) as Page;
      const asked = new URL(page.url).searchParams;
      const response = await fetch(`${endpoint.url}/stub-provider/authorize`, {
        method: "POST",
        redirect: "manual",
        body: new URLSearchParams({ ...Object.fromEntries(asked), person: amira }),
      });
      return { browser, url: new URL(defined(response.headers.get("location") ?? undefined)) };
    }

    it("signs nobody in in another browser", async () => {
      const app = await setUp();
      const { url } = await answerOf(app);
      const victim = openLoginBrowser(endpoint.url);
      expect(await victim.open(url)).toMatchObject({ status: 400 });
      // Nor in one that has begun a sign-in of its own.
      await victim.open(authorizeUrl(app.clientId, { identity_provider: app.name }));
      expect(await victim.open(url)).toMatchObject({ status: 400 });
    });

    it("counts once", async () => {
      const { browser, url } = await answerOf(await setUp());
      expect(await browser.open(url)).toBeInstanceOf(URL);
      expect(await browser.open(url)).toMatchObject({ status: 400 });
    });

    it("is late after ten minutes", async () => {
      const { browser, url } = await answerOf(await setUp());
      endpoint.advance(601);
      expect(await browser.open(url)).toMatchObject({ status: 400 });
    });

    it("is refused with the code of another sign-in", async () => {
      const app = await setUp();
      const stolen = await answerOf(app);
      const { browser, url } = await answerOf(app);
      url.searchParams.set("code", defined(stolen.url.searchParams.get("code") ?? undefined));
      expect(errorOf((await browser.open(url)) as URL)).toEqual([
        "invalid_request",
        "Bad token response: invalid_grant",
      ]);
    });

    it("is refused from another provider than the one that was asked", async () => {
      const { browser, url } = await answerOf(await setUp());
      url.searchParams.set("iss", "https://other.example");
      expect(errorOf((await browser.open(url)) as URL)[0]).toBe("invalid_request");
    });

    it("is refused without the user pool's own state", async () => {
      const { browser, url } = await answerOf(await setUp());
      url.searchParams.set("state", "of the app");
      expect(await browser.open(url)).toMatchObject({ status: 400 });
    });
  });

  describe("a provider that misbehaves", () => {
    /** A provider at an address of its own, which changes what the stub says. */
    async function withProvider(
      change: (path: string, body: Record<string, unknown>) => unknown,
      run: (issuer: string) => Promise<void>,
    ) {
      const server = createServer((request, response) => {
        const path = (request.url ?? "").split("?")[0] ?? "";
        const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        const document = {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
        };
        const answer = change(path, document) ?? {};
        if (answer instanceof URL) return response.writeHead(302, { location: answer.href }).end();
        response.setHeader("content-type", "application/json");
        response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
      });
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      try {
        await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      } finally {
        server.close();
        server.closeAllConnections();
      }
    }

    const keys = [0, 1].map(() => generateKeyPairSync("rsa", { modulusLength: 2048 }));
    let nonce = "";

    /** The answer of a provider whose ID token has these claims, and is signed by its key or another one. */
    const answerWith =
      (changed: Record<string, unknown>, signer = 0) =>
      (path: string, { issuer, ...rest }: Record<string, unknown>) => {
        if (path === "/jwks")
          return { keys: [{ ...defined(keys[0]).publicKey.export({ format: "jwk" }), kid: "1" }] };
        if (path !== "/token") return { issuer, ...rest };
        const at = Math.floor(endpoint.now().getTime() / 1000);
        const claims = { iss: issuer, aud: "the-pool", sub: "1", iat: at, exp: at + 60, nonce, ...changed };
        const input = [{ alg: "RS256", kid: "1" }, claims]
          .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
          .join(".");
        const signature = sign("sha256", Buffer.from(input), defined(keys[signer]).privateKey).toString(
          "base64url",
        );
        return { access_token: "a", token_type: "Bearer", id_token: `${input}.${signature}` };
      };

    it("has a counterpart that lets people in", async () => {
      await withProvider(answerWith({}), async (issuer) => {
        expect(errorOf(await comeBack(issuer))).toEqual([null, null]);
      });
    });

    /** Comes back from the provider with a code. */
    async function comeBack(issuer: string) {
      const app = await setUp({ issuer });
      const browser = openLoginBrowser(endpoint.url);
      const sent = await browser.open(authorizeUrl(app.clientId, { identity_provider: app.name }));
      if (!(sent instanceof URL)) throw new Error(sent.html);
      if (sent.origin !== issuer) return sent;
      nonce = sent.searchParams.get("nonce") ?? "";
      const state = sent.searchParams.get("state") ?? "";
      return (await browser.open(
        `${endpoint.url}/oauth2/idpresponse?${new URLSearchParams({ code: "a", state })}`,
      )) as URL;
    }

    it.each<[string, string, (path: string, body: Record<string, unknown>) => unknown]>([
      [
        "says that it is another",
        "Bad response of the identity provider: OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED",
        (_path, body) => ({ ...body, issuer: "https://other.example" }),
      ],
      ["is no JSON", "Bad response of the identity provider: OAUTH_PARSE_ERROR", () => "<html>"],
      [
        "sends elsewhere",
        "Bad response of the identity provider: OAUTH_RESPONSE_IS_NOT_CONFORM",
        () => new URL("http://127.0.0.1:1/"),
      ],
      [
        "sends a megabyte",
        "Bad response of the identity provider: something went wrong",
        () => `{"a":"${"a".repeat(1_000_000)}"}`,
      ],
      [
        "signs with a key that is not its own",
        "Bad response of the identity provider: OAUTH_INVALID_RESPONSE",
        answerWith({}, 1),
      ],
      [
        "means another client",
        "Bad response of the identity provider: OAUTH_JWT_CLAIM_COMPARISON_FAILED",
        answerWith({ aud: "other" }),
      ],
      [
        "means another issuer",
        "Bad response of the identity provider: OAUTH_JWT_CLAIM_COMPARISON_FAILED",
        answerWith({ iss: "https://other.example" }),
      ],
      [
        "means another sign-in",
        "Bad response of the identity provider: OAUTH_JWT_CLAIM_COMPARISON_FAILED",
        answerWith({ nonce: "other" }),
      ],
      [
        "is late",
        "Bad response of the identity provider: OAUTH_JWT_TIMESTAMP_CHECK_FAILED",
        answerWith({ exp: 1 }),
      ],
      [
        "sends no ID token",
        "Bad response of the identity provider: OAUTH_INVALID_RESPONSE",
        (path, body) => (path === "/token" ? { access_token: "a", token_type: "Bearer" } : body),
      ],
    ])("and %s lets nobody in, and the app knows", async (_what, says, change) => {
      await withProvider(change, async (issuer) => {
        const back = await comeBack(issuer);
        expect([back.origin, ...errorOf(back)]).toEqual(["https://app.example.com", "invalid_request", says]);
        expect(endpoint.unexpectedErrors).toEqual([]);
      });
    });
  });
});
