import { type Client, createClient, NetworkError } from "graphql-sse";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { createSdk } from "../../../client/sdk/sdk.ts";
import type { ActivityPostedSubscription } from "../../../client/generated/types.ts";
import { readPersistedDocuments } from "../../graphql-server/persisted-documents.ts";
import { type Person, signInAgain, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError } from "../support/app/expectations.ts";
import { messagesOf, post, reply } from "../support/app/feed-actions.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

/** The SDK's document, whose fields are those of its queries. */
const query =
  [...readPersistedDocuments().values()].find(({ operationName }) => operationName === "ActivityPosted")
    ?.query ?? "";

let app: TestApp;
let other: Pick<TestApp, "url">;
let worf: Person;
beforeAll(async () => {
  app = await startTestApp();
  other = await app.startNode();
  worf = await signUpPerson(app);
});
afterAll(() => app.stop());

/** A client of the graphql-sse protocol, without retries. */
function connect(url: string, token?: string): Client {
  const client = createClient({
    url: `${url}/graphql`,
    retryAttempts: 0,
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
  });
  onTestFinished(() => client.dispose());
  return client;
}

type Event = { data?: ActivityPostedSubscription | null; errors?: readonly { extensions: unknown }[] };

/** Subscribes, and waits for the connection. `ended` resolves when the server ends the stream. */
async function subscribe(url: string, token?: string) {
  const events: Event[] = [];
  let connected = (): void => {};
  let wake = (): void => {};
  const isConnected = new Promise<void>((resolve) => {
    connected = resolve;
  });
  const ended = new Promise<unknown>((resolve) => {
    const client = connect(url, token);
    client.subscribe<ActivityPostedSubscription>(
      { query },
      {
        next: (event) => {
          events.push(event);
          wake();
        },
        error: resolve,
        complete: () => resolve("complete"),
      },
      { connected: () => connected() },
    );
  });
  await Promise.race([isConnected, ended]);
  return {
    events,
    messages: () => events.map(({ data }) => data?.activityPosted.message),
    errors: () => events.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions)),
    /** Resolves when so many events have arrived. */
    until: async (count: number) => {
      while (events.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    ended,
  };
}

it("sends PUBLIC posts to guests and all posts to members, on every node, and no replies", async () => {
  const guests = [await subscribe(app.url), await subscribe(other.url)];
  const members = [await subscribe(app.url, worf.accessToken), await subscribe(other.url, worf.accessToken)];
  const first = await post(worf.browser.sdk, "for all");
  await post(worf.browser.sdk, "for members", { audience: "MEMBERS" });
  await reply(worf.browser.sdk, first.id, "a reply");
  await post(worf.browser.sdk, "for all again");
  for (const guest of guests) {
    await guest.until(2);
    expect(guest.messages()).toEqual(["for all", "for all again"]);
  }
  for (const member of members) {
    await member.until(3);
    expect(member.messages()).toEqual(["for all", "for members", "for all again"]);
  }
});

it("sends an activity as queries return it", async () => {
  const subscriber = await subscribe(app.url, worf.accessToken);
  const posted = await post(worf.browser.sdk, "the whole of it", { expiresIn: "ONE_HOUR" });
  await subscriber.until(1);
  const { homeFeed } = await worf.browser.sdk.homeFeed({ first: 1 });
  expect(homeFeed.edges[0]?.node.id).toBe(posted.id);
  expect(subscriber.events).toEqual([{ data: { activityPosted: homeFeed.edges[0]?.node } }]);
});

it("is an iterable in the SDK, which throws the reason of its end", async () => {
  const person = await signUpPerson(app);
  let connected = (): void => {};
  const isConnected = new Promise<void>((resolve) => {
    connected = resolve;
  });
  const sdk = createSdk({
    url: `${app.url}/graphql`,
    headers: () => ({ authorization: `Bearer ${person.accessToken}` }),
    fetch: async (...request) => {
      const answer = await fetch(...request);
      connected();
      return answer;
    },
  });
  const posts = sdk.activityPosted();
  const first = posts.next();
  await isConnected;
  await post(worf.browser.sdk, "to the SDK", { audience: "MEMBERS" });
  expect((await first).value?.activityPosted.message).toBe("to the SDK");
  await person.browser.sdk.signOut();
  const error = await catchRequestError(posts.next());
  expect([error.code, error.reason]).toEqual(["UNAUTHENTICATED", "TOKEN_INVALID"]);
});

it("refuses invalid tokens, as queries do", async () => {
  for (const token of ["made-up", `${worf.accessToken}x`]) {
    const { ended, messages } = await subscribe(app.url, token);
    const error = await ended;
    expect(error).toBeInstanceOf(NetworkError);
    expect((error as NetworkError<Response>).response?.status).toBe(401);
    expect(messages()).toEqual([]);
  }
});

it("ends on every node when the session is revoked", async () => {
  const person = await signUpPerson(app);
  const subscribers = [
    await subscribe(app.url, person.accessToken),
    await subscribe(other.url, person.accessToken),
  ];
  await person.browser.sdk.signOut();
  for (const { ended, errors } of subscribers) {
    expect(await ended).toBe("complete");
    expect(errors()).toMatchObject([{ code: "UNAUTHENTICATED", reason: "TOKEN_INVALID" }]);
  }
  await signInAgain(person);
  const { viewer } = await person.browser.sdk.viewer({});
  expect(viewer).not.toBeNull();
});

it("ends when the token expires", async () => {
  const person = await signUpPerson(app);
  const subscriber = await subscribe(app.url, person.accessToken);
  app.advance({ minutes: 16 });
  expect(await subscriber.ended).toBe("complete");
  expect(subscriber.errors()).toMatchObject([{ code: "UNAUTHENTICATED", reason: "TOKEN_EXPIRED" }]);
  await signInAgain(worf);
});

it("stays open for a guest until the node stops", async () => {
  const node = await startTestApp();
  const guest = await subscribe(node.url);
  const person = await signUpPerson(node);
  await post(person.browser.sdk, "before the end");
  await guest.until(1);
  await node.stop();
  expect(await guest.ended).toBe("complete");
  expect(guest.messages()).toEqual(["before the end"]);
  expect(guest.errors()).toEqual([]);
});

it("limits the open streams of a user, without those that are closed", async () => {
  const person = await signUpPerson(app);
  const controllers = Array.from({ length: 10 }, () => new AbortController());
  const open = async (signal?: AbortSignal): Promise<Response> =>
    await fetch(`${app.url}/graphql`, {
      method: "POST",
      headers: {
        accept: "text/event-stream",
        "content-type": "application/json",
        authorization: `Bearer ${person.accessToken}`,
      },
      body: JSON.stringify({ query }),
      signal: signal ?? null,
    });
  const answers = await Promise.all(controllers.map(async ({ signal }) => await open(signal)));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  const refused = await open();
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBe("1");
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: "RATE_LIMITED" } }] });
  controllers[0]?.abort();
  const last = new AbortController();
  onTestFinished(() => {
    for (const each of [...controllers, last]) each.abort();
  });
  // The server notices a closed connection a moment later.
  let status = 429;
  while (status === 429) ({ status } = await open(last.signal));
  expect(status).toBe(200);
});

it.each([
  ["query", "{ viewer { id } }", {}, "BAD_USER_INPUT"],
  ["mutation", "mutation { signOut { __typename } }", {}, "BAD_USER_INPUT"],
  ["syntax error", "subscription {", {}, "GRAPHQL_PARSE_FAILED"],
  ["unknown field", "subscription { nothing }", {}, "GRAPHQL_VALIDATION_FAILED"],
  [
    "variable of a wrong type",
    "subscription ($x: Int!) { activityPosted { replies(first: $x) { edges { cursor } } } }",
    { x: "a secret" },
    "BAD_USER_INPUT",
  ],
])("refuses a %s over SSE", async (_case, text, variables, code) => {
  const answer = await postGraphql(app.url, { query: text, variables }, { accept: "text/event-stream" });
  expect(answer.status).toBe(400);
  const body = await answer.text();
  expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code } }] });
  expect(body).not.toContain("a secret");
});

it("is refused without `accept: text/event-stream`", async () => {
  const answer = await postGraphql(app.url, { query });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_USER_INPUT" } }] });
});

it("has the security headers of other responses", async () => {
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const answer = await fetch(`${app.url}/graphql`, {
    method: "POST",
    headers: { accept: "text/event-stream, multipart/mixed", "content-type": "application/json" },
    body: JSON.stringify({ query }),
    signal: end.signal,
  });
  expect(answer.headers.get("content-type")).toContain("text/event-stream");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("x-request-id")).toBeTruthy();
  expect(messagesOf((await app.sdk.homeFeed({})).homeFeed)).not.toEqual([]);
});
