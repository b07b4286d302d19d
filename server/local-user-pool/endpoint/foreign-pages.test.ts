import { request as httpRequest } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { networkInterfaces } from "node:os";
import { text } from "node:stream/consumers";
import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it, onTestFinished } from "vitest";
import { openTestDatabase } from "../../test/support/database/test-database.ts";
import { type Credentials, localCredentials, startLocalUserPool } from "../local-user-pool.ts";
import { signedOperations, unsignedOperations } from "../operations/operations.ts";

const origin = "https://evil.example";
const credentials = { accessKeyId: "LOCAL1", secretAccessKey: "a secret" };

async function start(host = "127.0.0.1", servedHosts: string[] = []): Promise<URL> {
  const database = await openTestDatabase();
  const pool = await startLocalUserPool({
    database: database.db,
    clock: () => new Date(),
    deliverMail: async () => {},
    host,
    port: 0,
    servedHosts,
    credentials,
  });
  onTestFinished(async () => {
    await pool.stop();
    await database.close();
  });
  return new URL(pool.url);
}

/** `fetch` sets neither Host nor Origin. */
function send(
  { hostname, port }: URL,
  { method = "POST", path = "/", headers = {} }: { method?: string; path?: string; headers?: object },
): Promise<{ status: number | undefined; headers: IncomingHttpHeaders; body: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, method, path, headers: { ...headers } }, (response) => {
      const { statusCode: status } = response;
      text(response).then((body) => resolve({ status, headers: response.headers, body }), reject);
    });
    request.on("error", reject).end(method === "POST" ? "{}" : undefined);
  });
}

function target(operation: string) {
  return { "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` };
}

function corsHeadersOf(headers: IncomingHttpHeaders): string[] {
  return Object.keys(headers).filter((name) => name.startsWith("access-control-"));
}

function administrator(url: URL, as: Credentials): CognitoIdentityProviderClient {
  const client = new CognitoIdentityProviderClient({
    region: "us-east-1",
    endpoint: url.origin,
    credentials: as,
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  return client;
}

describe("a host name that resolves to the pool's address", () => {
  it.each([
    "evil.example",
    "evil.example:4001",
    "localhost.evil.example",
    "127.0.0.1.nip.io",
    "localhost@evil.example",
    "localhost.",
  ])("is not served: %j", async (host) => {
    const url = await start();
    for (const options of [
      { headers: { host, ...target("SignUp") } },
      { headers: { host, ...target("ListUserPools") } },
      { method: "OPTIONS", headers: { host, origin: `http://${host}` } },
      { method: "GET", path: "/us-east-1_Local0001/.well-known/openid-configuration", headers: { host } },
    ]) {
      const { status, headers, body } = await send(url, options);
      expect(status).toBe(403);
      expect(JSON.parse(body)).toMatchObject({ __type: "AccessDeniedException" });
      expect(corsHeadersOf(headers)).toEqual([]);
    }
  });

  it.each(["localhost", "LOCALHOST:1", "127.0.0.1:4001", "[::1]:4001", "user-pool:4001"])(
    "is served if it is this machine's own or a configured one: %s",
    async (host) => {
      const url = await start("127.0.0.1", ["user-pool"]);
      const { status, body } = await send(url, { headers: { host, ...target("SignUp") } });
      expect(status).toBe(400);
      expect(body).not.toContain("AccessDeniedException");
    },
  );
});

describe("a page of another origin", () => {
  it.each(["authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256", "x-other", "*"])(
    "gets past no preflight with a header of a signature: %s",
    async (name) => {
      const url = await start();
      for (const wanted of [name, name.toUpperCase(), `content-type,x-amz-target, ${name}`]) {
        const { status, headers } = await send(url, {
          method: "OPTIONS",
          headers: {
            origin,
            "access-control-request-method": "POST",
            "access-control-request-headers": wanted,
          },
        });
        expect(status).toBe(403);
        expect(corsHeadersOf(headers)).toEqual([]);
      }
    },
  );

  it("may send what clients in browsers send", async () => {
    const url = await start();
    const wanted =
      "amz-sdk-invocation-id,amz-sdk-request,cache-control,content-type,x-amz-target,x-amz-user-agent";
    const { status, headers } = await send(url, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": wanted,
      },
    });
    expect(status).toBe(200);
    const allowed = String(headers["access-control-allow-headers"]).split(",").toSorted();
    expect(allowed).toEqual(wanted.split(","));
    expect(headers["access-control-allow-origin"]).toBe("*");
  });

  it("may read the responses of all unsigned operations, and of no signed one", async () => {
    const url = await start();
    for (const operation of Object.keys(unsignedOperations)) {
      const { headers } = await send(url, { headers: { origin, ...target(operation) } });
      expect([operation, headers["access-control-allow-origin"]]).toEqual([operation, "*"]);
    }
    for (const operation of Object.keys(signedOperations)) {
      const { status, headers } = await send(url, { headers: { origin, ...target(operation) } });
      expect([operation, status, corsHeadersOf(headers)]).toEqual([operation, 403, []]);
    }
  });

  it("may not call a signed operation, even with a valid signature", async () => {
    const url = await start();
    const client = administrator(url, localCredentials);
    await client.send(new ListUserPoolsCommand({ MaxResults: 1 }));
    client.middlewareStack.add(
      (next) => async (args) => {
        const { request } = args;
        if (typeof request === "object" && request !== null && "headers" in request)
          Object.assign(Object(request.headers), { origin });
        return await next(args);
      },
      { step: "finalizeRequest", priority: "low" },
    );
    const refused = { name: "AccessDeniedException" };
    await expect(client.send(new ListUserPoolsCommand({ MaxResults: 1 }))).rejects.toMatchObject(refused);
    await expect(client.send(new CreateUserPoolCommand({ PoolName: "evil" }))).rejects.toMatchObject(refused);
  });
});

describe("the key pair that everyone knows", () => {
  const address = Object.values(networkInterfaces())
    .flat()
    .find((each) => each?.family === "IPv4" && !each.internal)?.address;

  it("is accepted on loopback", async () => {
    const url = await start("0.0.0.0");
    const { UserPools } = await administrator(url, localCredentials).send(
      new ListUserPoolsCommand({ MaxResults: 1 }),
    );
    expect(UserPools).toEqual([]);
  });

  it.skipIf(address === undefined)(
    "is refused from elsewhere, where the pool's own pair is accepted",
    async () => {
      const url = await start("0.0.0.0", [address ?? ""]);
      const command = new ListUserPoolsCommand({ MaxResults: 1 });
      const elsewhere = new URL(`http://${address}:${url.port}`);
      await expect(administrator(elsewhere, localCredentials).send(command)).rejects.toMatchObject({
        name: "UnrecognizedClientException",
      });
      await administrator(elsewhere, credentials).send(command);
      const wrongSecret = { ...credentials, secretAccessKey: localCredentials.secretAccessKey };
      await expect(administrator(elsewhere, wrongSecret).send(command)).rejects.toMatchObject({
        name: "InvalidSignatureException",
      });
    },
  );
});
