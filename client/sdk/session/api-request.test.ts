import { once } from "node:events";
import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createSimulatedBrowser } from "../test/simulated-browser.ts";
import { createSdk } from "../sdk.ts";
import { createSession } from "./session.ts";

const body = JSON.stringify({ operationName: "Viewer" });
const foreign = [
  ["another host", "https://evil.test/graphql"],
  ["a host that begins like the API's", "https://cruddur.test.evil.test/graphql"],
  ["a subdomain", "https://www.cruddur.test/graphql"],
  ["another scheme", "http://cruddur.test/graphql"],
  ["another port", "https://cruddur.test:8443/graphql"],
  ["a URL relative to the scheme", "//evil.test/graphql"],
  ["backslashes", "https:\\\\evil.test\\graphql"],
  ["white space before the URL", " \t\nhttps://evil.test/graphql"],
  ["the API's host as a user name", "https://cruddur.test@evil.test/graphql"],
  ["a user name", "https://user@cruddur.test/graphql"],
  ["a user name and a password", "https://user:password@cruddur.test/graphql"],
  ["a password", "https://:password@cruddur.test/graphql"],
  ["a blob", "blob:https://cruddur.test/0b4bc6ee-b5e6-4e31-9a8e-7a5c5d7fb9e9"],
  ["data", "data:application/json,{}"],
  ["a relative URL without a page", "/graphql"],
  ["no URL", "https://"],
] as const;

async function signedIn() {
  const browser = createSimulatedBrowser();
  const tab = browser.openTab();
  await tab.signIn({ input: { identifier: "ada", password: "today is a good day" } });
  return { browser, tab };
}

/** Listens on a port of its own until the test ends. */
async function listen(respond: RequestListener): Promise<{ url: string; requests: string[] }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.headers.authorization}`);
    request.resume();
    respond(request, response);
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return { url: `http://localhost:${address.port}/graphql`, requests };
}

describe("a session sends nothing to another origin", () => {
  test.each(foreign)("%s", async (_case, url) => {
    const { browser, tab } = await signedIn();
    const sent = browser.requests.length;
    const init = { method: "POST", body };
    await expect(tab.session.fetch(url, init)).rejects.toThrow(TypeError);
    await expect(tab.session.fetchAs("ada")(url, init)).rejects.toThrow(TypeError);
    await expect(tab.session.fetchAs(undefined)(url, init)).rejects.toThrow(TypeError);
    expect(browser.requests).toHaveLength(sent);
  });

  test("in the form of a Request or a URL object, or with its own Authorization header", async () => {
    const { browser, tab } = await signedIn();
    const sent = browser.requests.length;
    const url = "https://evil.test/graphql";
    const init = { method: "POST", body };
    const headers = { authorization: "Bearer own" };
    await expect(tab.session.fetch(new Request(url, init))).rejects.toThrow(TypeError);
    await expect(tab.session.fetch(new URL(url), init)).rejects.toThrow(TypeError);
    await expect(tab.session.fetch(url, { ...init, headers })).rejects.toThrow(TypeError);
    expect(browser.requests).toHaveLength(sent);
  });

  test("before the session is known: not even the session is requested", async () => {
    const { browser } = await signedIn();
    const tab = browser.openTab();
    const sent = browser.requests.length;
    await expect(tab.session.fetch("https://evil.test/", { method: "POST", body })).rejects.toThrow(
      TypeError,
    );
    expect(browser.requests).toHaveLength(sent);
  });

  test("by an object whose text changes between two readings", async () => {
    const { browser, tab } = await signedIn();
    const urls: string[] = [];
    const session = createSession({
      url: "https://cruddur.test/graphql",
      delivery: "PAYLOAD",
      fetch: (url) => {
        urls.push(url);
        return Promise.resolve(Response.json({ data: {} }));
      },
    });
    const texts = ["https://cruddur.test/graphql", "https://evil.test/graphql"];
    const input = { toString: () => texts.shift() ?? "https://evil.test/graphql" };
    await session.fetch(input as string, { method: "POST", body });
    expect(urls).toEqual(["https://cruddur.test/graphql"]);
    expect([browser.count("Viewer"), tab.session.state().status]).toEqual([0, "signedIn"]);
  });

  test("but to any path of the API's origin", async () => {
    const { browser, tab } = await signedIn();
    for (const url of ["https://CRUDDUR.test:443/graphql?a=b", "https://cruddur.test/other"]) {
      const response = await tab.session.fetch(url, { method: "POST", body });
      expect(await response.json()).toMatchObject({ data: { viewer: { id: "ada" } } });
    }
    expect(browser.count("Viewer")).toBe(2);
  });

  test("of a page, where URLs are relative to it", async () => {
    vi.stubGlobal("document", { baseURI: "https://cruddur.test/settings" });
    onTestFinished(() => void vi.unstubAllGlobals());
    const urls: string[] = [];
    const fetch = (url: string) => {
      urls.push(url);
      return Promise.resolve(Response.json({ data: { viewer: null } }));
    };
    const session = createSession({ url: "/graphql", delivery: "PAYLOAD", fetch });
    await session.fetch("/graphql", { method: "POST", body });
    await session.fetch("https://cruddur.test/graphql", { method: "POST", body });
    await expect(session.fetch("//evil.test/graphql", { method: "POST", body })).rejects.toThrow(TypeError);
    expect(urls).toEqual(["https://cruddur.test/graphql", "https://cruddur.test/graphql"]);
  });
});

describe("a redirect is not followed", () => {
  test.each([301, 302, 303, 307, 308])("with status %s", async (status) => {
    const other = await listen((_request, response) => response.end("{}"));
    const api = await listen((_request, response) =>
      response.writeHead(status, { location: other.url }).end("{}"),
    );
    const sdk = createSdk({ url: api.url, session: { delivery: "PAYLOAD" } });
    const call = sdk.signIn({ input: { identifier: "ada", password: "today is a good day" } });
    await expect(call).rejects.toMatchObject({ cause: expect.any(TypeError) });
    const fetched = sdk.session.fetch(api.url, { method: "POST", body, redirect: "follow" });
    await expect(fetched).rejects.toThrow(TypeError);
    const session = createSession({ url: api.url, delivery: "PAYLOAD" });
    await expect(session.fetch(api.url, { method: "POST", body })).rejects.toThrow(TypeError);
    const withoutSession = createSdk({ url: api.url, headers: () => ({ authorization: "Bearer own" }) });
    await expect(withoutSession.viewer()).rejects.toMatchObject({ cause: expect.any(TypeError) });
    expect([api.requests.length, other.requests.length]).toEqual([4, 0]);
  });
});
