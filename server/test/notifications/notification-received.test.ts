import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { createSdk } from "../../../client/sdk/sdk.ts";
import type { NotificationFieldsFragment } from "../../../client/generated/types.ts";
import { users } from "../../users/users-table.ts";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError } from "../support/app/expectations.ts";
import { like, post, reply, unlike } from "../support/app/feed-actions.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { changeToken } from "../support/app/sign-token.ts";
import { publicClientId, startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let other: Pick<TestApp, "url">;
let worf: Person;
let garek: Person;
let data: Person;
beforeAll(async () => {
  app = await startTestApp();
  other = await app.startNode();
  [worf, garek, data] = [await signUpPerson(app), await signUpPerson(app), await signUpPerson(app)];
});
afterAll(() => app.stop());

/** Subscribes at a node, and waits for the connection. */
async function subscribe(url: string, token: string) {
  let connected = (): void => {};
  const isConnected = new Promise<void>((resolve) => {
    connected = resolve;
  });
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const sdk = createSdk({
    url: `${url}/graphql`,
    headers: () => ({ authorization: `Bearer ${token}` }),
    fetch: async (...request) => {
      const answer = await fetch(...request);
      connected();
      return answer;
    },
  });
  const events = sdk.notificationReceived({}, { signal: end.signal });
  const first = events.next();
  first.catch(() => {});
  await isConnected;
  let next: typeof first | undefined = first;
  return {
    /** The next event; fails if the stream ends. */
    next: async (): Promise<NotificationFieldsFragment> => {
      const { value } = await (next ?? events.next());
      next = undefined;
      if (!value) throw new Error("The stream has ended.");
      return value.notificationReceived;
    },
    /** Fails when the stream ends. */
    ended: async () => await (next ?? events.next()),
  };
}

function messageOf(node: NotificationFieldsFragment): string {
  return node.__typename === "ReplyNotification" ? node.reply.message : node.activity.message;
}

it("sends each notification to its recipient alone, on every node, as queries return it", async () => {
  const [here, there] = [
    await subscribe(app.url, worf.accessToken),
    await subscribe(other.url, worf.accessToken),
  ];
  const ofData = await subscribe(app.url, data.accessToken);
  const { id } = await post(worf.browser.sdk, `mine, @${worf.handle}`);
  await like(worf.browser.sdk, id);
  await like(garek.browser.sdk, id);
  for (const stream of [here, there]) {
    const event = await stream.next();
    const { notifications } = await worf.browser.sdk.notifications({ first: 1 });
    expect(event).toEqual(notifications.edges[0]?.node);
    expect(event.__typename).toBe("LikesNotification");
  }
  await reply(garek.browser.sdk, id, `an answer, @${worf.handle}`);
  await post(garek.browser.sdk, `for @${worf.handle} and @${data.handle}`, { audience: "MEMBERS" });
  await like(data.browser.sdk, id);
  for (const stream of [here, there]) {
    expect(messageOf(await stream.next())).toBe(`an answer, @${worf.handle}`);
    expect(messageOf(await stream.next())).toBe(`for @${worf.handle} and @${data.handle}`);
    expect(await stream.next()).toMatchObject({ __typename: "LikesNotification", likesCount: 2 });
  }
  expect(await ofData.next()).toMatchObject({ __typename: "MentionNotification" });
});

it("sends nothing of what is hidden, or does not renew", async () => {
  const idOf = async ({ handle }: Person): Promise<string> => {
    const [user] = await app.db.select({ id: users.id }).from(users).where(eq(users.handle, handle));
    return user?.id ?? "";
  };
  const { id } = await post(worf.browser.sdk, "a post");
  await like(garek.browser.sdk, id);
  const stream = await subscribe(other.url, worf.accessToken);
  await unlike(garek.browser.sdk, id);
  await like(garek.browser.sdk, id);
  const theirs = await post(data.browser.sdk, "a post of Data");
  const input = { userId: await idOf(garek) };
  await worf.browser.sdk.blockUser({ input });
  await reply(garek.browser.sdk, theirs.id, `do you see this, @${worf.handle}?`);
  await worf.browser.sdk.unblockUser({ input });
  await reply(data.browser.sdk, id, "the end");
  expect(messageOf(await stream.next())).toBe("the end");
});

it("ends on every node when the session is revoked", async () => {
  const person = await signUpPerson(app);
  const streams = [
    await subscribe(app.url, person.accessToken),
    await subscribe(other.url, person.accessToken),
  ];
  const ends = streams.map(async ({ ended }) => await catchRequestError(ended()));
  await person.browser.sdk.signOut();
  for (const error of await Promise.all(ends)) {
    expect([error.code, error.reason]).toEqual(["UNAUTHENTICATED", "TOKEN_INVALID"]);
  }
});

it("is refused to guests, and to tokens that do not act for the whole account", async () => {
  const query = "subscription { notificationReceived { id } }";
  const delegated = await changeToken(app, worf.accessToken, {
    scope: "feed/read feed/read.members",
    client_id: publicClientId,
    origin_jti: crypto.randomUUID(),
  });
  const ask = async (text: string, token?: string) => {
    const accept: Record<string, string> = text.startsWith("sub") ? { accept: "text/event-stream" } : {};
    const answer = await postGraphql(
      app.url,
      { query: text },
      { ...accept, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    );
    const { errors } = (await answer.json()) as {
      errors: { extensions: { code: string; reason: string } }[];
    };
    return [answer.status, errors[0]?.extensions.code, errors[0]?.extensions.reason];
  };
  expect(await ask(query)).toEqual([401, "UNAUTHENTICATED", "TOKEN_MISSING"]);
  expect(await ask(query, delegated)).toEqual([403, "FORBIDDEN", "SCOPE_MISSING"]);
  const list = "{ notifications { edges { cursor } } }";
  expect(await ask(list, delegated)).toEqual([403, "FORBIDDEN", "SCOPE_MISSING"]);
  const mark = `mutation { markNotificationsRead(input: { upTo: "x" }) { __typename } }`;
  expect(await ask(mark, delegated)).toEqual([403, "FORBIDDEN", "SCOPE_MISSING"]);
});
