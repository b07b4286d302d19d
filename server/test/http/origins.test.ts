import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { productionEnvironment } from "../support/app/production-environment.ts";
import { startTestApp, startTestAppForThisTest, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let laptop: TestApp;
beforeAll(async () => {
  app = await startTestApp({
    environment: { ...productionEnvironment, TRUST_PROXY: "1", WEB_ORIGINS: "https://App.Example.com:443" },
  });
  laptop = await startTestApp({ environment: { WEB_ORIGINS: "https://tunnel.example.com" } });
});
afterAll(async () => {
  await app.stop();
  await laptop.stop();
});

/** Sends headers that `fetch` would correct, and returns the status and the origin that may read the response. */
async function post(
  { url }: TestApp,
  headers: Record<string, string>,
): Promise<{ status: number | undefined; reader: string | undefined }> {
  const { hostname, port } = new URL(url);
  const sent = request({
    hostname,
    port,
    path: "/graphql",
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
  });
  sent.end(JSON.stringify({ query: "{ __typename }" }));
  const [answer]: IncomingMessage[] = await once(sent, "response");
  answer?.resume();
  return { status: answer?.statusCode, reader: answer?.headers["access-control-allow-origin"] };
}

describe("a page of this host", () => {
  it.each([
    ["api.example.com:443", "https://api.example.com"],
    ["api.example.com:80", "http://api.example.com"],
    ["API.Example.COM", "https://api.example.com"],
    ["api.example.com", "HTTPS://API.example.com:443"],
    ["api.example.com.", "https://api.example.com"],
    ["api.example.com.:443", "https://api.example.com."],
    ["LOCALHOST:4000", "http://localhost:4000"],
    ["[::1]:4000", "http://[::1]:4000"],
    ["[2001:DB8::1]:443", "https://[2001:db8::1]"],
  ])("at %s may call the API from %s, also where a proxy names the host", async (host, origin) => {
    expect((await post(app, { host, origin })).status).toBe(200);
    const proxied = { host: "node-1.internal", "x-forwarded-host": host, origin };
    expect((await post(app, proxied)).status).toBe(200);
  });
});

describe("a page of another origin", () => {
  it.each([
    ["api.example.com:443", "http://api.example.com"],
    ["api.example.com:80", "https://api.example.com"],
    ["api.example.com", "http://api.example.com:443"],
    ["api.example.com:4000", "http://api.example.com"],
    ["api.example.com", "https://api.example.com:8443"],
    ["api.example.com", "https://evil.example"],
    ["api.example.com", "https://api.example.com.evil.example"],
    ["api.example.com", "https://api.example.com@evil.example"],
    ["api.example.com", "https://api.example.com/"],
    ["api.example.com", "https://api.example.com.."],
    ["api.example.com", "ftp://api.example.com"],
    ["api.example.com", "null"],
    ["api.example.com", ""],
  ])("is refused by %s: %j", async (host, origin) => {
    expect((await post(app, { host, origin })).status).toBe(403);
  });
});

it.each([
  "https://app.example.com",
  "https://APP.example.com",
  "https://app.example.com:443",
  "https://app.example.com.",
])("a configured origin may read responses in the spelling that it sends: %s", async (origin) => {
  expect(await post(app, { host: "api.example.com", origin })).toEqual({ status: 200, reader: origin });
});

it.each(["http://app.example.com", "https://app.example.com:8443", "http://app.example.com:443"])(
  "another scheme or port of a configured origin is refused: %s",
  async (origin) => {
    expect((await post(app, { host: "api.example.com", origin })).status).toBe(403);
  },
);

describe("a laptop", () => {
  it.each(["LOCALHOST:4000", "localhost.", "127.0.0.1", "[::1]:4000", "Tunnel.Example.com.:443"])(
    "serves its own names in any spelling: %s",
    async (host) => {
      expect((await post(laptop, { host })).status).toBe(200);
    },
  );

  it.each([
    "evil.example",
    "localhost.evil.example",
    "evil.example:localhost",
    "localhost@evil.example",
    "evil.example/localhost",
    "localhost:1:2",
  ])("does not serve %s", async (host) => {
    expect((await post(laptop, { host })).status).toBe(403);
  });
});

it("is told by the log once, with what to do, and by the reason of the refusal", async () => {
  const lines: { code?: string; origin?: string; msg: string }[] = [];
  const own = await startTestAppForThisTest({
    environment: { LOG_LEVEL: "warn" },
    log: (line) => void lines.push(JSON.parse(line)),
  });
  const origin = "http://localhost:5173";
  const refused = async (method: string) => {
    const response = await fetch(`${own.url}/graphql`, {
      method,
      headers: { origin, ...(method === "POST" && { "content-type": "application/json" }) },
      ...(method === "POST" && { body: JSON.stringify({ query: "{ __typename }" }) }),
    });
    const { errors } = (await response.json()) as { errors: { extensions: object }[] };
    return [response.status, errors[0]?.extensions];
  };
  for (const method of ["OPTIONS", "POST"])
    expect(await refused(method)).toEqual([
      403,
      expect.objectContaining({ code: "FORBIDDEN", reason: "ORIGIN_NOT_ALLOWED" }),
    ]);
  const told = lines.filter(({ code }) => code === "ORIGIN_NOT_ALLOWED");
  expect(told).toEqual([expect.objectContaining({ origin, msg: expect.stringContaining("WEB_ORIGINS") })]);
  for (let index = 0; index < 60; index += 1) await post(own, { origin: `http://${index}.example` });
  expect(lines.filter(({ code }) => code === "ORIGIN_NOT_ALLOWED").length).toBeLessThan(30);
});
