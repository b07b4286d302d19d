import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exchange, openSocket } from "../support/network/raw-http.ts";
import { productionEnvironment } from "../support/app/production-environment.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let webClient: string;
let app: TestApp;
beforeAll(async () => {
  webClient = await mkdtemp(join(tmpdir(), "cruddur-web-"));
  await writeFile(join(webClient, "index.html"), "<!doctype html><title>Cruddur</title>");
  await writeFile(join(webClient, "page-code.json"), "{}");
  app = await startTestApp({
    environment: {
      ...productionEnvironment,
      WEB_ORIGINS: "https://app.example.com",
    },
    webClient,
  });
});
afterAll(async () => {
  await app.stop();
  await rm(webClient, { recursive: true });
});

const query = JSON.stringify({ query: "{ __typename }" });

async function post(body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${app.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
}

async function shape(answer: Response): Promise<unknown> {
  const { errors } = await answer.json();
  return [answer.status, Object.keys(errors[0]), errors[0].extensions.code];
}

const shapeOf = (status: number, code: string) => [status, ["message", "extensions"], code];

describe("a body", () => {
  it("of more than 64 kB is refused, in JSON", async () => {
    expect(await shape(await post(JSON.stringify({ query: "x".repeat(70_000) })))).toEqual(
      shapeOf(413, "BAD_REQUEST"),
    );
  });

  it("in chunks is cut off at 64 kB", async () => {
    const chunk = `${(8192).toString(16)}\r\n${"x".repeat(8192)}\r\n`;
    const { status } = await exchange(
      app.url,
      `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(12)}0\r\n\r\n`,
    );
    expect(status).toBe(413);
  });

  it("that decompresses to 60 MB is not decompressed", async () => {
    const bomb = gzipSync(Buffer.alloc(60_000_000, " "));
    expect(bomb.length).toBeLessThan(64 * 1024);
    expect(await shape(await post(bomb, { "content-encoding": "gzip" }))).toEqual(
      shapeOf(415, "BAD_REQUEST"),
    );
  });

  it("that is not JSON is refused without quoting it", async () => {
    for (const body of ['{"password": hunter2}', "hunter2", '{"query":"hunter2']) {
      const answer = await post(body);
      expect(answer.status).toBe(400);
      expect(await answer.text()).not.toContain("hunter2");
    }
  });
});

describe("a connection", () => {
  it("is refused with both a length and chunks, with two lengths, and with an unknown transfer coding", async () => {
    const head = "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    const smuggled = "0\r\n\r\nGET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for (const headers of [
      "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
      "Content-Length: 5\r\nContent-Length: 6\r\n",
      "Transfer-Encoding: chunked, identity\r\n",
      "Transfer-Encoding : chunked\r\n",
    ]) {
      const answer = await exchange(app.url, `${head}${headers}\r\n${smuggled}`);
      expect(answer.status).toBe(400);
      expect(answer.text).not.toContain("ready");
    }
  });

  it("may send 88 kB of headers, of which an access token is the most", async () => {
    const { status } = await exchange(
      app.url,
      `GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: ${"x".repeat(90_200)}\r\n\r\n`,
    );
    expect(status).toBe(431);
  });

  it("cannot inject a header into a response", async () => {
    const answer = await fetch(`${app.url}/%0d%0aSet-Cookie:%20a=b?x=%0d%0aSet-Cookie:%20c=d`);
    expect(answer.headers.get("set-cookie")).toBeNull();
  });
});

describe("a header", () => {
  it.each([
    ["Authorization", "Bearer a", "authorization", "Bearer b"],
    ["authorization", "Bearer a", "AUTHORIZATION", "Bearer a"],
    ["Content-Type", "text/plain", "content-type", "application/json"],
    ["Host", "localhost", "HOST", "evil.example"],
  ])("that may occur once is refused twice: %s: %s, %s: %s", async (name, value, again, other) => {
    const usual = ["Host: localhost", "Content-Type: application/json"].filter(
      (line) => !line.toLowerCase().startsWith(name.toLowerCase()),
    );
    const doubled = [...usual, `${name}: ${value}`, `${again}: ${other}`, `Content-Length: ${query.length}`];
    const { status } = await exchange(
      app.url,
      `POST /graphql HTTP/1.1\r\n${doubled.join("\r\n")}\r\nConnection: close\r\n\r\n${query}`,
    );
    expect(status).toBe(400);
  });
});

describe("a path", () => {
  it.each([
    ["GET", "/graphql", "POST, OPTIONS"],
    ["PUT", "/graphql", "POST, OPTIONS"],
    ["DELETE", "/graphql", "POST, OPTIONS"],
    ["TRACE", "/graphql", "POST, OPTIONS"],
    ["PROPFIND", "/graphql", "POST, OPTIONS"],
    ["POST", "/healthz", "GET, HEAD"],
    ["TRACE", "/healthz", "GET, HEAD"],
  ])("refuses other methods: %s %s", async (method, path, allowed) => {
    const { port } = new URL(app.url);
    const sent = request({ host: "localhost", port, method, path, headers: { connection: "close" } }).end();
    const [answer] = await once(sent, "response");
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, allowed]);
  });

  it.each(["/nothing.php", "/.env", "/.git/config", "/assets/../../etc/passwd.txt", "/inbox/nothing.txt"])(
    "that does not exist is a 404 in JSON: %s",
    async (path) => {
      expect(await shape(await fetch(`${app.url}${path}`))).toEqual(shapeOf(404, "NOT_FOUND"));
    },
  );

  it("that is malformed is refused in JSON, with the headers of other responses", async () => {
    const answer = await fetch(`${app.url}/%E0%A4%A`);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await shape(answer)).toEqual(shapeOf(400, "BAD_REQUEST"));
  });

  it("of the web client serves its page", async () => {
    for (const path of ["/", "/settings", "/settings/profile"]) {
      const answer = await fetch(`${app.url}${path}`);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    }
  });
});

describe("headers", () => {
  const varying = new Set(["date", "x-request-id", "content-length", "keep-alive", "connection"]);
  const fixed = ({ headers }: Response) => [...headers].filter(([name]) => !varying.has(name));
  const secure = (policy = "default-src 'none'; frame-ancestors 'none'") => [
    ["content-security-policy", policy],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-site"],
    ["referrer-policy", "no-referrer"],
    ["strict-transport-security", "max-age=31536000; includeSubDomains"],
    ["x-content-type-options", "nosniff"],
  ];
  const sorted = (headers: string[][]) => headers.toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1));

  it("of a response of the API are these and no others", async () => {
    expect(sorted(fixed(await post(query)))).toEqual(
      sorted([
        ...secure(),
        ["cache-control", "no-store"],
        ["content-type", "application/json; charset=utf-8"],
        ["vary", "Origin"],
      ]),
    );
  });

  it("of a page allow it to load this server's files only", async () => {
    const policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";
    expect(fixed(await fetch(app.url))).toEqual(expect.arrayContaining(secure(policy)));
  });

  it("of an error outside the API are these and no others", async () => {
    expect(sorted(fixed(await fetch(`${app.url}/nothing.txt`)))).toEqual(
      sorted([...secure(), ["content-type", "application/json; charset=utf-8"]]),
    );
  });

  it("allow only configured origins to read responses", async () => {
    const allowed = await post(query, { origin: "https://app.example.com" });
    expect(Object.fromEntries(fixed(allowed))).toMatchObject({
      "access-control-allow-origin": "https://app.example.com",
      "access-control-allow-credentials": "true",
      vary: "Origin",
    });
    for (const origin of [
      "https://app.example.com.evil.test",
      "https://evil-app.example.com",
      "https://app.example.com:8443",
      "https://app.example.com.:8443",
      "http://app.example.com",
      "null",
      "*",
      "",
    ]) {
      const refused = await post(query, { origin });
      expect([origin, refused.status]).toEqual([origin, 403]);
      expect(refused.headers.get("access-control-allow-origin")).toBeNull();
      expect(refused.headers.get("vary")).toBe("Origin");
    }
  });
});

describe("two hundred connections that never complete their headers", () => {
  it("are closed, and other requests are served meanwhile", async () => {
    const slow = Array.from({ length: 200 }, () => openSocket(app.url));
    await Promise.all(slow.map((socket) => once(socket, "connect")));
    for (const socket of slow) socket.write("POST /graphql HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    let open = slow.length;
    const closed = slow.map(async (socket) => {
      await once(socket.resume(), "close");
      open -= 1;
    });
    expect((await post(query)).status).toBe(200);
    expect(open).toBe(200);
    await Promise.all(closed);
    expect((await post(query)).status).toBe(200);
  });
});
