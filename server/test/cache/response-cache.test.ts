import { afterAll, beforeAll, expect, test } from "vitest";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { becomesTrueWithin } from "../support/patience.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestApp, startTestAppForThisTest, type TestApp } from "../support/app/test-app.ts";

// Each test sends a query until its response comes from the cache or from a compiled query, and then changes what the
// response depends on.

let app: TestApp;
let worf: Person;
let troi: Person;

beforeAll(async () => {
  app = await startTestApp();
  [worf, troi] = await Promise.all([signUpPerson(app), signUpPerson(app)]);
});
afterAll(async () => await app.stop());

type Reader = Pick<TestApp, "sdk">;
type Feed = Awaited<ReturnType<TestApp["sdk"]["homeFeed"]>>["homeFeed"];

/** Reads the feed until its query is compiled and its response cached. */
async function read({ sdk }: Reader): Promise<Feed> {
  for (let time = 0; time < 4; time += 1) await sdk.homeFeed({});
  return (await sdk.homeFeed({})).homeFeed;
}

async function next({ sdk }: Reader): Promise<Feed["edges"][number]["node"] | undefined> {
  return (await sdk.homeFeed({})).homeFeed.edges[0]?.node;
}

async function post(
  { browser }: Person,
  message: string,
  more: { audience?: "PUBLIC" | "MEMBERS"; expiresIn?: "ONE_HOUR" } = {},
): Promise<string> {
  const { createActivity } = await browser.sdk.createActivity({ input: { message, ...more } });
  if (createActivity.__typename !== "Activity") throw new Error("The post was rejected.");
  return createActivity.id;
}

test("every change is in everybody's next response: post, reply, like, name, deletion", async () => {
  const readers = [app, worf.browser, troi.browser];
  const change = async (write: () => Promise<unknown>, expected: object): Promise<void> => {
    for (const reader of readers) await read(reader);
    await write();
    for (const reader of readers) expect(await next(reader)).toMatchObject(expected);
  };
  let id = "";
  await change(
    async () => {
      id = await post(worf, "Today is a good day to post.");
    },
    { message: "Today is a good day to post.", likesCount: 0, repliesCount: 0 },
  );
  await change(
    async () => await troi.browser.sdk.createReply({ input: { activityId: id, message: "I sense that." } }),
    { id, repliesCount: 1 },
  );
  await change(async () => await troi.browser.sdk.likeActivity({ input: { activityId: id } }), {
    id,
    likesCount: 1,
  });
  await change(async () => await troi.browser.sdk.unlikeActivity({ input: { activityId: id } }), {
    id,
    likesCount: 0,
  });
  await change(async () => await worf.browser.sdk.updateProfile({ input: { name: "Lieutenant Worf" } }), {
    id,
    author: { name: "Lieutenant Worf" },
  });
  const before = await post(worf, "And the next one stays.");
  await change(
    async () => {
      id = await post(worf, "This one goes.");
    },
    { message: "This one goes." },
  );
  await change(async () => await worf.browser.sdk.deleteActivity({ input: { activityId: id } }), {
    id: before,
  });
});

test("a new post is in the response to a query that was never sent before", async () => {
  for (let time = 0; time < 5; time += 1) {
    await read(app);
    const message = `Number ${time}.`;
    await post(worf, message);
    const query = `query Ask${time} { homeFeed(first: 20) { edges { node { a${time}: message } } } }`;
    const { data } = await (await postGraphql(app.url, { query })).json();
    expect(data.homeFeed.edges[0].node).toEqual({ [`a${time}`]: message });
  }
});

test("viewerHasLiked is that of each viewer, and false for guests", async () => {
  const activityId = await post(worf, "Do you like it?");
  await troi.browser.sdk.likeActivity({ input: { activityId } });
  for (let time = 0; time < 4; time += 1) {
    expect(await next(troi.browser)).toMatchObject({ id: activityId, likesCount: 1, viewerHasLiked: true });
    expect(await next(worf.browser)).toMatchObject({ id: activityId, likesCount: 1, viewerHasLiked: false });
    expect(await next(app)).toMatchObject({ id: activityId, likesCount: 1, viewerHasLiked: false });
  }
  await worf.browser.sdk.likeActivity({ input: { activityId } });
  expect(await next(worf.browser)).toMatchObject({ likesCount: 2, viewerHasLiked: true });
});

test("a MEMBERS post is never in a guest's response, and always in a member's", async () => {
  await read(app);
  await read(worf.browser);
  const id = await post(worf, "Among ourselves.", { audience: "MEMBERS" });
  for (let time = 0; time < 5; time += 1) {
    expect(await next(troi.browser)).toMatchObject({ id });
    expect((await next(app))?.id).not.toBe(id);
  }
});

test("an expired post is not in a response", async () => {
  const own = await startTestAppForThisTest();
  const data = await signUpPerson(own);
  await post(data, "For an hour.", { expiresIn: "ONE_HOUR" });
  await own.browser().sdk.homeFeed({});
  expect((await read(own)).edges).toHaveLength(1);
  own.advance({ hours: 1 });
  expect((await own.sdk.homeFeed({})).homeFeed.edges).toHaveLength(0);
});

test("a revoked, expired or changed token is refused, whatever is cached", async () => {
  const own = await startTestAppForThisTest();
  const [data, laforge] = await Promise.all([signUpPerson(own), signUpPerson(own)]);
  await read(data.browser);
  await read(laforge.browser);
  await data.browser.sdk.signOut();
  await expect(data.browser.sdk.homeFeed({})).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
  const [header, payload, signature = ""] = laforge.accessToken.split(".");
  const changed = own.browser();
  changed.useAccessToken([header, payload, signature.split("").toReversed().join("")].join("."));
  await expect(changed.sdk.homeFeed({})).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
  own.advance({ minutes: 16 });
  await expect(laforge.browser.sdk.homeFeed({})).rejects.toMatchObject({ reason: "TOKEN_EXPIRED" });
});

test("a post of another node is in a response within a second", async () => {
  const node = await app.startNode();
  await read(node);
  const id = await post(worf, "Can they hear us over there?");
  expect(await becomesTrueWithin(1000, async () => (await next(node))?.id === id)).toBe(true);
});

const switches: Record<string, string>[] = [{}, { RESPONSE_CACHE: "off" }, { COMPILED_QUERIES: "off" }];

test.each(switches)("no response contains a placeholder of the cache, with %o", async (environment) => {
  const activityId = await post(worf, "Names for it may differ.");
  await troi.browser.sdk.likeActivity({ input: { activityId } });
  const node = await app.startNode(environment);
  const query = `{ homeFeed(first: 1) { edges { node { mine: viewerHasLiked viewerHasLiked ... on Activity { again: viewerHasLiked } } } pageInfo { hasNextPage } } }`;
  for (let time = 0; time < 5; time += 1) {
    const authorization = `Bearer ${troi.accessToken}`;
    const answer = await postGraphql(node.url, { query }, { authorization });
    expect(await answer.json()).toEqual({
      data: {
        homeFeed: {
          edges: [{ node: { mine: true, viewerHasLiked: true, again: true } }],
          pageInfo: { hasNextPage: true },
        },
      },
    });
  }
});
