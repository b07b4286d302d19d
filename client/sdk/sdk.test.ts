import { expect, onTestFinished, test, vi } from "vitest";
import { GraphQLRequestError } from "./request-error.ts";
import { createSdk } from "./sdk.ts";

const URL = "https://cruddur.test/graphql";

function respondWith(body: string, init?: ResponseInit) {
  const sent: { url: string; init: RequestInit }[] = [];
  const fetch = (url: string, request: RequestInit): Promise<Response> => {
    sent.push({ url, init: request });
    return Promise.resolve(new Response(body, init));
  };
  return { fetch, sent };
}

async function errorOf(call: Promise<unknown>): Promise<GraphQLRequestError> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof GraphQLRequestError))
    throw new Error("the call did not throw a GraphQLRequestError", { cause: error });
  return error;
}

test("a method sends its operation with its variables and resolves to the data", async () => {
  const { fetch, sent } = respondWith(JSON.stringify({ data: { viewer: null } }));
  const sdk = createSdk({ url: URL, fetch });

  expect(await sdk.viewer()).toEqual({ viewer: null });

  expect(sent).toHaveLength(1);
  expect(sent[0]?.url).toBe(URL);
  expect(sent[0]?.init).toMatchObject({
    method: "POST",
    body: expect.stringMatching(/^\{"documentId":"sha256:[0-9a-f]{64}","operationName":"Viewer"\}$/),
  });
});

test("headers are requested before every call, which can add its own", async () => {
  const { fetch, sent } = respondWith(JSON.stringify({ data: { viewer: null } }));
  let token = "first";
  const sdk = createSdk({
    url: URL,
    fetch,
    headers: () => Promise.resolve({ authorization: `Bearer ${token}` }),
  });

  await sdk.viewer();
  token = "second";
  await sdk.viewer({}, { headers: { "x-request-id": "7" } });

  expect(sent.map(({ init }) => init.headers)).toEqual([
    { "content-type": "application/json", authorization: "Bearer first" },
    { "content-type": "application/json", authorization: "Bearer second", "x-request-id": "7" },
  ]);
});

test("the session's own requests have the headers too", async () => {
  const refreshSession = { __typename: "Rejected", problems: [{ code: "SESSION_EXPIRED" }] };
  const { fetch, sent } = respondWith(JSON.stringify({ data: { viewer: null, refreshSession } }));
  const headers = () => ({ "X-Api-Key": "7" });
  await createSdk({ url: URL, fetch, headers, session: { delivery: "COOKIE" } }).viewer();
  expect(sent.map(({ init }) => init.headers)).toEqual([
    { "content-type": "application/json", "x-api-key": "7" },
    { "content-type": "application/json", "x-api-key": "7" },
  ]);
});

test("GraphQL errors are thrown with status, headers, code, reason and request id", async () => {
  const extensions = { code: "UNAUTHENTICATED", reason: "TOKEN_EXPIRED", requestId: "r-1" };
  const { fetch } = respondWith(
    JSON.stringify({ data: null, errors: [{ message: "Expired", extensions }] }),
    {
      status: 401,
      headers: { "x-request-id": "r-1" },
    },
  );

  const error = await errorOf(createSdk({ url: URL, fetch }).homeFeed());

  expect(error).toMatchObject({ operation: "HomeFeed", status: 401, ...extensions });
  expect(error.errors).toEqual([{ message: "Expired", extensions }]);
  expect(error.headers.get("x-request-id")).toBe("r-1");
});

test("partial data is not returned", async () => {
  const { fetch } = respondWith(JSON.stringify({ data: { viewer: null }, errors: [{ message: "Half" }] }));
  expect((await errorOf(createSdk({ url: URL, fetch }).viewer())).errors).toHaveLength(1);
});

test("a response that is not GraphQL throws with its status and no errors", async () => {
  const { fetch } = respondWith("<h1>Bad gateway</h1>", { status: 502 });
  expect(await errorOf(createSdk({ url: URL, fetch }).viewer())).toMatchObject({ status: 502, errors: [] });
});

test("a missing response throws without a status, with its cause", async () => {
  const cause = new TypeError("fetch failed");
  const sdk = createSdk({ url: URL, fetch: () => Promise.reject(cause) });
  expect(await errorOf(sdk.viewer())).toMatchObject({ status: undefined, cause });
});

test.each([
  [
    "https://api.example/graphql",
    Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
    /api\.example.*ECONNREFUSED/,
  ],
  ["/graphql", new Error("Invalid URL"), /\/graphql is relative/],
])("the message of a missing response from %s names the cause", async (url, cause, words) => {
  const failed = new TypeError("fetch failed", { cause });
  const sdk = createSdk({ url, fetch: () => Promise.reject(failed) });
  expect(await errorOf(sdk.viewer())).toMatchObject({ message: expect.stringMatching(words), cause: failed });
});

test("a page is told that its origin may be refused, where the API is on another one", async () => {
  vi.stubGlobal("location", { origin: "http://localhost:5173" });
  onTestFinished(() => void vi.unstubAllGlobals());
  const fetch = () => Promise.reject(new TypeError("Failed to fetch"));
  expect(await errorOf(createSdk({ url: "http://localhost:4000/graphql", fetch }).viewer())).toMatchObject({
    message: expect.stringMatching(/http:\/\/localhost:4000.*http:\/\/localhost:5173.*WEB_ORIGINS/),
  });
  expect(await errorOf(createSdk({ url: "/graphql", fetch }).viewer())).toMatchObject({
    message: expect.not.stringContaining("WEB_ORIGINS"),
  });
});

test("a missing URL is told at once", () => {
  // @ts-expect-error: as JavaScript may call it
  expect(() => createSdk({})).toThrow(/URL of the API/);
});

test("an aborted call rejects with the reason of the abort", async () => {
  const reason = new Error("no longer needed");
  const sdk = createSdk({
    url: URL,
    fetch: (_url, { signal }) => {
      signal?.throwIfAborted();
      return Promise.reject(new Error("the signal did not arrive"));
    },
  });
  await expect(sdk.viewer({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
