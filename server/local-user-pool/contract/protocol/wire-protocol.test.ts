import {
  CognitoIdentityProviderClient,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPool, createUser, tokensFor } from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPool(endpoint);
});

afterAll(() => endpoint.close());

async function post(
  operation: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) {
  const response = await fetch(endpoint.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
      ...headers,
    },
    body,
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const clientWith = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
  new CognitoIdentityProviderClient({
    endpoint: endpoint.url,
    region: endpoint.region,
    credentials,
    maxAttempts: 1,
  });

describe("an error", () => {
  it("is named in the body and in the headers, with a request id", async () => {
    const response = await post(
      "SignUp",
      JSON.stringify({ ClientId: "nobody", Username: "a", Password: "b" }),
    );
    expect(response.status).toBe(400);
    expect(response.body).toMatchObject({ __type: "ResourceNotFoundException" });
    expect(response.headers.get("x-amzn-errortype")).toBe("ResourceNotFoundException:");
    expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("can be read by any origin", async () => {
    onlyLocally("it is unknown how Cognito writes these headers");
    expect((await post("SignUp", "{}")).headers.get("access-control-allow-origin")).toBe("*");
  });

  it.each([
    ["malformed JSON", "SignUp", '{"ClientId":', "SerializationException"],
    ["an array", "SignUp", "[]", "SerializationException"],
    ["a bare string", "SignUp", '"SignUp"', "SerializationException"],
    ["a number in place of a string", "SignUp", '{"ClientId":1,"Username":"a"}', "SerializationException"],
    ["bytes that are not UTF-8", "SignUp", Uint8Array.of(0x7b, 0xff, 0x7d), "SerializationException"],
    ["an empty body", "SignUp", "", "InvalidParameterException"],
    ["an unknown operation", "SignMeUp", "{}", "UnknownOperationException"],
    ["the name of an inherited property", "constructor", "{}", "UnknownOperationException"],
    ["no operation", "", "{}", "UnknownOperationException"],
  ])("is returned for %s", async (_case, operation, body, type) => {
    expect(await post(operation, body)).toMatchObject({ status: 400, body: { __type: type } });
  });

  it("lists every constraint that the input breaks, without its values", async () => {
    const input = { ClientId: "not a client", Username: "", Password: " canary-secret " };
    const response = await post("SignUp", JSON.stringify(input));
    expect(response.body).toMatchObject({ __type: "InvalidParameterException" });
    expect(response.body.message).toMatch(
      /^4 validation errors detected: Value at 'clientId' failed to satisfy constraint: Member must /,
    );
    expect(response.body.message).not.toContain("canary-secret");
  });

  it("rejects a body of more than 256 KB", async () => {
    onlyLocally("Cognito's limit is unknown");
    const body = JSON.stringify({ ClientId: "a".repeat(300_000) });
    expect(await post("SignUp", body)).toMatchObject({ status: 413 });
  });

  it("is not reported as unexpected if it is the client's fault", () => {
    expect(endpoint.unexpectedErrors).toEqual([]);
  });
});

describe("a signed operation", () => {
  const listPools = new ListUserPoolsCommand({ MaxResults: 1 });

  it("requires a signature", async () => {
    const response = await post("ListUserPools", '{"MaxResults":1}');
    expect(response).toMatchObject({ status: 400, body: { __type: "MissingAuthenticationTokenException" } });
  });

  it("requires the known access key", async () => {
    const otherClient = clientWith({ accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "local" });
    await expect(otherClient.send(listPools)).rejects.toMatchObject({ name: "UnrecognizedClientException" });
  });

  it("requires the right secret key", async () => {
    const credentials = await endpoint.cognito.config.credentials();
    const otherClient = clientWith({ ...credentials, secretAccessKey: "wrong" });
    await expect(otherClient.send(listPools)).rejects.toMatchObject({ name: "InvalidSignatureException" });
  });

  it("requires a signature over the body", async () => {
    const command = new ListUserPoolsCommand({ MaxResults: 1 });
    command.middlewareStack.add(
      (next) => async (args) => {
        const request: unknown = args.request;
        if (typeof request === "object" && request !== null && "body" in request)
          request.body = '{"MaxResults":2}';
        return await next(args);
      },
      { step: "finalizeRequest", priority: "low" },
    );
    await expect(endpoint.cognito.send(command)).rejects.toMatchObject({ name: "InvalidSignatureException" });
  });
});

describe("the public documents", () => {
  it("let aws-jwt-verify verify both tokens with the issuer of AWS", async () => {
    const tokens = await tokensFor(endpoint, pool, await createUser(endpoint, pool.poolId));
    const jwks = await (await fetch(`${endpoint.url}/${pool.poolId}/.well-known/jwks.json`)).json();
    for (const [tokenUse, token] of [
      ["access", tokens.AccessToken],
      ["id", tokens.IdToken],
    ] as const) {
      const verifier = CognitoJwtVerifier.create({
        userPoolId: pool.poolId,
        clientId: pool.clientId,
        tokenUse,
      });
      verifier.cacheJwks(jwks);
      // The pool's clock is fixed; the verifier uses the machine's.
      const graceSeconds = 10 * 365 * 86_400;
      await expect(verifier.verify(token, { graceSeconds })).resolves.toMatchObject({ token_use: tokenUse });
    }
    expect(new Set(jwks.keys.map((key: { kid: string }) => key.kid)).size).toBe(2);
  });

  it("have the address of the keys", async () => {
    const response = await fetch(`${endpoint.url}/${pool.poolId}/.well-known/openid-configuration`);
    expect(await response.json()).toMatchObject({
      issuer: `https://cognito-idp.${endpoint.region}.amazonaws.com/${pool.poolId}`,
      jwks_uri: `${endpoint.url}/${pool.poolId}/.well-known/jwks.json`,
    });
  });

  it("are not found for an unknown pool", async () => {
    onlyLocally("it is unknown how Cognito responds");
    const response = await fetch(`${endpoint.url}/us-east-1_Local9999/.well-known/jwks.json`);
    expect(response.status).toBe(404);
  });
});

describe("a preflight request", () => {
  it("is allowed", async () => {
    onlyLocally("it is unknown how Cognito writes these headers");
    const response = await fetch(endpoint.url, {
      method: "OPTIONS",
      headers: {
        origin: "http://localhost:5173",
        "access-control-request-headers": "content-type,x-amz-target",
      },
    });
    expect(response.status).toBe(200);
    const allowed = response.headers.get("access-control-allow-headers")?.split(",");
    expect(allowed).toEqual(expect.arrayContaining(["content-type", "x-amz-target"]));
    expect(response.headers.get("access-control-allow-methods")).toBe("POST");
  });
});
