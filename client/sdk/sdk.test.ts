import { expect, test } from "vitest";
import { GraphQLRequestError } from "./request-error.ts";
import { createSdk } from "./sdk.ts";

const URL = "https://cruddur.test/graphql";

function answering(body: string, init?: ResponseInit) {
  const sent: { url: string; init: RequestInit }[] = [];
  const fetch = (url: string, request: RequestInit): Promise<Response> => {
    sent.push({ url, init: request });
    return Promise.resolve(new Response(body, init));
  };
  return { fetch, sent };
}

async function failureOf(call: Promise<unknown>): Promise<GraphQLRequestError> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof GraphQLRequestError))
    throw new Error("The call did not fail as it should", { cause: error });
  return error;
}

test("a method sends its operation with its variables and resolves to the data", async () => {
  const { fetch, sent } = answering(JSON.stringify({ data: { viewer: null } }));
  const sdk = createSdk({ url: URL, fetch });

  expect(await sdk.viewer()).toEqual({ viewer: null });

  expect(sent).toHaveLength(1);
  expect(sent[0]?.url).toBe(URL);
  expect(sent[0]?.init).toMatchObject({
    method: "POST",
    body: expect.stringMatching(/^\{"documentId":"sha256:[0-9a-f]{64}","operationName":"Viewer"\}$/),
  });
});

test("headers are asked for before every request, and a call adds its own", async () => {
  const { fetch, sent } = answering(JSON.stringify({ data: { viewer: null } }));
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

test("headers go with what a session asks by itself too", async () => {
  const refreshSession = { __typename: "Rejected", problems: [{ code: "SESSION_EXPIRED" }] };
  const { fetch, sent } = answering(JSON.stringify({ data: { viewer: null, refreshSession } }));
  const headers = () => ({ "X-Api-Key": "7" });
  await createSdk({ url: URL, fetch, headers, session: { delivery: "COOKIE" } }).viewer();
  expect(sent.map(({ init }) => init.headers)).toEqual([
    { "content-type": "application/json", "x-api-key": "7" },
    { "content-type": "application/json", "x-api-key": "7" },
  ]);
});

test("GraphQL errors are thrown with status, headers, code, reason and request id", async () => {
  const extensions = { code: "UNAUTHENTICATED", reason: "TOKEN_EXPIRED", requestId: "r-1" };
  const { fetch } = answering(JSON.stringify({ data: null, errors: [{ message: "Expired", extensions }] }), {
    status: 401,
    headers: { "x-request-id": "r-1" },
  });

  const error = await failureOf(createSdk({ url: URL, fetch }).homeFeed());

  expect(error).toMatchObject({ operation: "HomeFeed", status: 401, ...extensions });
  expect(error.errors).toEqual([{ message: "Expired", extensions }]);
  expect(error.headers.get("x-request-id")).toBe("r-1");
});

test("partial data is not handed out", async () => {
  const { fetch } = answering(JSON.stringify({ data: { viewer: null }, errors: [{ message: "Half" }] }));
  expect((await failureOf(createSdk({ url: URL, fetch }).viewer())).errors).toHaveLength(1);
});

test("an answer that is not GraphQL is a failure with its status and no errors", async () => {
  const { fetch } = answering("<h1>Bad gateway</h1>", { status: 502 });
  expect(await failureOf(createSdk({ url: URL, fetch }).viewer())).toMatchObject({ status: 502, errors: [] });
});

test("no answer at all is a failure without a status, and keeps its cause", async () => {
  const cause = new TypeError("fetch failed");
  const sdk = createSdk({ url: URL, fetch: () => Promise.reject(cause) });
  expect(await failureOf(sdk.viewer())).toMatchObject({ status: undefined, cause });
});

test("an aborted call rejects with the reason of the abort", async () => {
  const reason = new Error("changed my mind");
  const sdk = createSdk({
    url: URL,
    fetch: (_url, { signal }) => {
      signal?.throwIfAborted();
      return Promise.reject(new Error("The signal did not arrive"));
    },
  });
  await expect(sdk.viewer({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
