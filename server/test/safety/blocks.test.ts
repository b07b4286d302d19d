import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eq, sql } from "drizzle-orm";
import type { HomeFeedQuery } from "../../../client/generated/types.ts";
import { createSdk, type Sdk } from "../../../client/sdk/sdk.ts";
import { blocks } from "../../safety/blocks-table.ts";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError, problemsOf } from "../support/app/expectations.ts";
import { like, messagesOf, post, reply } from "../support/app/feed-actions.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { block, mute, unblock, unmute } from "../support/app/safety-actions.ts";
import { feedRows } from "../support/database/feed-rows.ts";
import { becomesTrueWithin } from "../support/patience.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

type Member = Person & { id: string; sdk: Sdk; elsewhere: Sdk };

let app: TestApp;
let worf: Member;
let garek: Member;
let odo: Member;
let rows: ReturnType<typeof feedRows>;
beforeAll(async () => {
  app = await startTestApp();
  rows = feedRows(app.db, app.now);
  const { url } = await app.startNode();
  const join = async (): Promise<Member> => {
    const person = await signUpPerson(app);
    const { sdk } = person.browser;
    const { viewer } = await sdk.viewer({});
    const headers = () => ({ authorization: `Bearer ${person.accessToken}` });
    return { ...person, id: viewer?.id ?? "", sdk, elsewhere: createSdk({ url: `${url}/graphql`, headers }) };
  };
  [worf, garek, odo] = [await join(), await join(), await join()];
});
afterAll(() => app.stop());
afterEach(async () => {
  for (const one of [worf, garek]) {
    for (const other of [worf, garek, odo]) {
      if (one === other) continue;
      await unblock(one.sdk, other.id);
      await unmute(one.sdk, other.id);
    }
  }
});

/** A change counts at once on the node of the mutation, and within a second on one that no message reaches. */
async function expectFeed(member: Member, sdk: Sdk, matches: (messages: string[]) => boolean): Promise<void> {
  if (sdk === member.sdk) expect(matches(await feedOf(sdk))).toBe(true);
  else expect(await becomesTrueWithin(1000, async () => matches(await feedOf(sdk)))).toBe(true);
}

const feedOf = async (sdk: Sdk, first = 50): Promise<string[]> =>
  messagesOf((await sdk.homeFeed({ first })).homeFeed);

describe.each([
  ["who blocked", () => ({ viewer: worf, other: garek })],
  ["who was blocked", () => ({ viewer: garek, other: worf })],
])("the one %s", (who, pair) => {
  it("neither sees nor reaches the other, on every node and by every path, until the block is taken back", async () => {
    const { viewer, other } = pair();
    const theirs = await post(other.sdk, `not for the one ${who}`);
    const thread = await post(odo.sdk, "a thread");
    const above = await reply(other.sdk, thread.id, "a reply of theirs");
    const below = await reply(odo.sdk, above.id, "below that");
    const own = await post(viewer.sdk, `by the one ${who}`);
    // Both nodes have seen it before.
    for (const sdk of [viewer.sdk, viewer.elsewhere])
      await expectFeed(viewer, sdk, (messages) =>
        [theirs, own].every(({ message }) => messages.includes(message)),
      );
    await like(viewer.sdk, theirs.id);

    await block(worf.sdk, garek.id);
    for (const sdk of [viewer.sdk, viewer.elsewhere]) {
      await expectFeed(viewer, sdk, (messages) => !messages.includes(theirs.message));
      expect(await feedOf(sdk)).toContain(own.message);
      expect((await sdk.activity({ id: theirs.id })).activity).toBeNull();
      expect((await sdk.activity({ id: above.id })).activity).toBeNull();
      const { activity } = await sdk.activity({ id: thread.id });
      expect(activity?.repliesCount).toBe(1);
      expect(activity?.replies.edges).toEqual([]);
      expect((await sdk.activity({ id: below.id })).activity).toMatchObject({
        message: "below that",
        replyTo: null,
      });
      for (const id of [theirs.id, above.id]) {
        const input = { activityId: id };
        expect(problemsOf((await sdk.likeActivity({ input })).likeActivity)).toEqual([
          "NOT_FOUND activityId",
        ]);
        expect(problemsOf((await sdk.unlikeActivity({ input })).unlikeActivity)).toEqual([
          "NOT_FOUND activityId",
        ]);
        expect(problemsOf((await sdk.deleteActivity({ input })).deleteActivity)).toEqual([
          "NOT_FOUND activityId",
        ]);
        const { createReply } = await sdk.createReply({ input: { ...input, message: "no" } });
        expect(problemsOf(createReply)).toEqual(["NOT_FOUND activityId"]);
      }
      await reply(sdk, below.id, "what others wrote below can be answered");
    }
    // Whoever is not concerned sees both.
    expect(await feedOf(odo.sdk)).toEqual(expect.arrayContaining([theirs.message, own.message]));
    expect(await feedOf(app.sdk)).toEqual(expect.arrayContaining([theirs.message, own.message]));
    expect((await odo.sdk.activity({ id: theirs.id })).activity).toMatchObject({ likesCount: 1 });

    await unblock(worf.sdk, garek.id);
    for (const sdk of [viewer.sdk, viewer.elsewhere]) {
      await expectFeed(viewer, sdk, (messages) => messages.includes(theirs.message));
      expect((await sdk.activity({ id: above.id })).activity?.message).toBe("a reply of theirs");
      expect((await sdk.activity({ id: theirs.id })).activity?.viewerHasLiked).toBe(true);
    }
    expect((await viewer.sdk.activity({ id: own.id })).activity?.message).toBe(own.message);
  });
});

it("a profile is gone for the one who was blocked, and keeps its name alone for the one who blocked", async () => {
  await post(garek.sdk, "on the profile");
  await block(worf.sdk, garek.id);
  expect((await garek.sdk.user({ handle: worf.handle })).user).toBeNull();
  expect((await worf.sdk.user({ handle: garek.handle })).user).toMatchObject({
    name: garek.name,
    activities: { edges: [] },
  });
  expect((await worf.sdk.blockedUsers({})).viewer?.blockedUsers.edges).toMatchObject([
    { node: { id: garek.id, viewerHasBlocked: true, viewerHasMuted: false } },
  ]);
  expect((await garek.sdk.blockedUsers({})).viewer?.blockedUsers.edges).toEqual([]);
  // The fields of a profile that a list leads to, too.
  const query = `{ viewer { blockedUsers(first: 2) { edges { node {
    postsCount repliesCount replies(first: 1) { edges { cursor } } activities(first: 1) { edges { cursor } } } } } } }`;
  const answer = await postGraphql(app.url, { query }, { authorization: `Bearer ${worf.accessToken}` });
  expect(await answer.json()).toMatchObject({
    data: {
      viewer: {
        blockedUsers: {
          edges: [
            { node: { postsCount: 0, repliesCount: 0, replies: { edges: [] }, activities: { edges: [] } } },
          ],
        },
      },
    },
  });
  // Both block each other: one who takes theirs back changes nothing for either.
  await block(garek.sdk, worf.id);
  await unblock(worf.sdk, garek.id);
  expect((await worf.sdk.user({ handle: garek.handle })).user).toBeNull();
  expect((await garek.sdk.user({ handle: worf.handle })).user).toMatchObject({ activities: { edges: [] } });
  await unblock(garek.sdk, worf.id);
  expect((await worf.sdk.user({ handle: garek.handle })).user?.activities.edges).not.toEqual([]);
});

it("a mute leaves a person out of lists alone, and only for the one who made it", async () => {
  const theirs = await post(garek.sdk, "of somebody muted");
  const thread = await post(odo.sdk, "a thread with somebody muted");
  const answer = await reply(garek.sdk, thread.id, "an answer of somebody muted");
  expect((await mute(worf.sdk, garek.id)).viewerHasMuted).toBe(true);
  expect(await feedOf(worf.sdk)).not.toContain(theirs.message);
  expect((await worf.sdk.activity({ id: thread.id })).activity?.replies.edges).toEqual([]);
  expect((await worf.sdk.activity({ id: answer.id })).activity?.message).toBe(answer.message);
  expect((await worf.sdk.user({ handle: garek.handle })).user?.activities.edges).not.toEqual([]);
  await like(worf.sdk, theirs.id);
  const below = await reply(worf.sdk, answer.id, "to somebody muted");
  expect((await worf.sdk.activity({ id: below.id })).activity?.replyTo?.id).toBe(answer.id);
  await post(worf.sdk, "of the muter");
  expect(await feedOf(garek.sdk)).toContain("of the muter");
  expect((await worf.sdk.mutedUsers({})).viewer?.mutedUsers.edges).toMatchObject([
    { node: { id: garek.id } },
  ]);
  await unmute(worf.sdk, garek.id);
  expect(await feedOf(worf.sdk)).toContain(theirs.message);
});

it("lists, threads and suggestions beside the feed leave hidden people out", async () => {
  const theirs = await post(garek.sdk, "beside the feed", { expiresIn: "ONE_HOUR" });
  await reply(odo.sdk, theirs.id, "so that it has replies");
  const thread = await post(odo.sdk, "the top");
  const middle = await reply(garek.sdk, thread.id, "the middle");
  const below = await reply(odo.sdk, middle.id, "the end");
  const query = `query ($id: ID!, $prefix: String!) {
    endingSoon(first: 20) { author { id } }
    mostReplied(first: 20) { author { id } }
    recentAuthors(first: 20) { id }
    mentionSuggestions(prefix: $prefix) { id }
    activity(id: $id) { ancestors { message } }
  }`;
  const read = async ({ accessToken }: Member) => {
    const variables = { id: below.id, prefix: garek.handle };
    const answer = await postGraphql(
      app.url,
      { query, variables },
      { authorization: `Bearer ${accessToken}` },
    );
    const { data } = (await answer.json()) as { data: Record<string, unknown> };
    const { activity, ...lists } = data;
    const naming = Object.keys(lists).filter((list) => JSON.stringify(lists[list]).includes(garek.id));
    return { naming, activity };
  };
  const lists = ["endingSoon", "mostReplied", "recentAuthors", "mentionSuggestions"];
  const whole = {
    naming: lists,
    activity: { ancestors: [{ message: "the top" }, { message: "the middle" }] },
  };
  expect(await read(worf)).toEqual(whole);
  await block(worf.sdk, garek.id);
  expect(await read(worf)).toEqual({ naming: [], activity: { ancestors: [{ message: "the top" }] } });
  expect(await read(odo)).toEqual(whole);
  await unblock(worf.sdk, garek.id);
  // A mute hides them from the lists, and neither from the thread nor from mentions.
  await mute(worf.sdk, garek.id);
  expect(await read(worf)).toEqual({ ...whole, naming: ["mentionSuggestions"] });
});

it("cached responses are shared by nobody from whom different people are hidden", async () => {
  await post(garek.sdk, "for whom there is no block");
  await block(worf.sdk, garek.id);
  for (let turn = 0; turn < 3; turn += 1) {
    expect(await feedOf(worf.sdk)).not.toContain("for whom there is no block");
    expect(await feedOf(odo.sdk)).toContain("for whom there is no block");
    expect(await feedOf(app.sdk)).toContain("for whom there is no block");
  }
  const query =
    "{ homeFeed(first: 100) { edges { node { author { id viewerHasBlocked viewerHasMuted } } } } }";
  await unblock(worf.sdk, garek.id);
  await mute(worf.sdk, odo.id);
  for (let turn = 0; turn < 3; turn += 1) {
    for (const { accessToken } of [worf, garek]) {
      const answer = await postGraphql(app.url, { query }, { authorization: `Bearer ${accessToken}` });
      const text = await answer.text();
      expect(text.includes(odo.id)).toBe(accessToken !== worf.accessToken);
      expect(text).not.toContain(":true");
    }
  }
});

it("an open stream leaves out whom the viewer hides from then on, and who hides the viewer", async () => {
  const open = async ({ accessToken }: Member) => {
    let connected = (): void => {};
    const isConnected = new Promise<void>((resolve) => {
      connected = resolve;
    });
    const sdk = createSdk({
      url: `${app.url}/graphql`,
      headers: () => ({ authorization: `Bearer ${accessToken}` }),
      fetch: async (...request) => {
        const answer = await fetch(...request);
        connected();
        return answer;
      },
    });
    const posts = sdk.activityPosted();
    let next = posts.next();
    await isConnected;
    return {
      async next(): Promise<string | undefined> {
        const { value } = await next;
        next = posts.next();
        return value?.activityPosted.message;
      },
    };
  };
  const streams = [await open(worf), await open(garek)];
  await post(garek.sdk, "before the block");
  for (const stream of streams) expect(await stream.next()).toBe("before the block");
  await block(worf.sdk, garek.id);
  await post(garek.sdk, "hidden from worf");
  await post(worf.sdk, "hidden from garek");
  await post(odo.sdk, "for both");
  expect([await streams[0]?.next(), await streams[0]?.next()]).toEqual(["hidden from garek", "for both"]);
  expect([await streams[1]?.next(), await streams[1]?.next()]).toEqual(["hidden from worf", "for both"]);
});

describe("with people who wrote whole pages", () => {
  /** The ids of the whole feed, page by page. A page with another one behind it must be full. */
  async function readAll(sdk: Sdk, first: number): Promise<string[]> {
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const page: HomeFeedQuery["homeFeed"] = (await sdk.homeFeed({ first, after })).homeFeed;
      ids.push(...page.edges.map(({ node }) => node.id));
      if (page.pageInfo.hasNextPage) expect(page.edges).toHaveLength(first);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    return ids;
  }

  it.each([
    ["whom the viewer has blocked", false],
    ["who have blocked the viewer, with a thousand others", true],
  ])("%s, pages are full and exact", async (_who, areBlockers) => {
    const viewer = await signUpPerson(app);
    const { sdk } = viewer.browser;
    const viewerId = (await sdk.viewer({})).viewer?.id ?? "";
    const seen = await rows.person();
    const floods = [await rows.person(), await rows.person()];
    for (let number = 0; number < 25; number += 1) {
      await rows.post(number % 6 === 5 ? seen : (floods[number % 2] ?? seen));
    }
    const hidden = [...floods];
    const values = hidden.map(({ id }) => ({
      ...(areBlockers ? { blockerId: id, blockedId: viewerId } : { blockerId: viewerId, blockedId: id }),
      id: rows.newId(),
      createdAt: app.now(),
    }));
    await app.db.insert(blocks).values(values);
    if (areBlockers) {
      await app.db.execute(sql`insert into users (id, sub, email_verified, name, handle, created_at)
        select gen_random_uuid(), 'blocker:' || n, false, 'Blocker', 'blocker_' || n, now() from generate_series(1, 1005) n`);
      await app.db.execute(sql`insert into blocks (blocker_id, blocked_id, id, created_at)
        select id, ${viewerId}::uuid, gen_random_uuid(), now() from users where sub like 'blocker:%'`);
    }
    // A change through the API lets the node read the set again.
    await mute(sdk, odo.id);
    await unmute(sdk, odo.id);
    await post(viewer.browser.sdk, "own");
    const names = new Set(hidden.map(({ handle }) => handle));
    const { edges } = (await worf.sdk.homeFeed({ first: 100 })).homeFeed;
    const expected = edges.filter(({ node }) => !names.has(node.author.handle)).map(({ node }) => node.id);
    expect(edges.length).toBeGreaterThan(expected.length);
    for (const first of [1, 3, 20]) expect(await readAll(sdk, first)).toEqual(expected);
    const hiddenPost = edges.find(({ node }) => names.has(node.author.handle))?.node.id ?? "";
    expect((await sdk.activity({ id: hiddenPost })).activity).toBeNull();
  });
});

describe("blockUser and muteUser", () => {
  it("refuse oneself and nobody, and change nothing the second time", async () => {
    for (const userId of [worf.id, worf.id.toUpperCase()]) {
      expect(problemsOf((await worf.sdk.blockUser({ input: { userId } })).blockUser)).toEqual([
        "INVALID_INPUT userId",
      ]);
      expect(problemsOf((await worf.sdk.muteUser({ input: { userId } })).muteUser)).toEqual([
        "INVALID_INPUT userId",
      ]);
    }
    for (const userId of ["made-up", "", "\0", "0193548a-7b2c-7def-8123-456789abcdef"]) {
      const input = { userId };
      expect(problemsOf((await worf.sdk.blockUser({ input })).blockUser)).toEqual(["NOT_FOUND userId"]);
      expect(problemsOf((await worf.sdk.unblockUser({ input })).unblockUser)).toEqual(["NOT_FOUND userId"]);
    }
    const [first, second] = [await block(worf.sdk, garek.id), await block(worf.sdk, garek.id.toUpperCase())];
    expect([first.viewerHasBlocked, second]).toEqual([true, first]);
    expect((await worf.sdk.blockedUsers({})).viewer?.blockedUsers.edges).toHaveLength(1);
    expect((await unblock(worf.sdk, garek.id)).viewerHasBlocked).toBe(false);
    expect((await unblock(worf.sdk, garek.id)).viewerHasBlocked).toBe(false);
    const guest = await catchRequestError(app.sdk.blockUser({ input: { userId: worf.id } }));
    expect([guest.status, guest.code]).toEqual([401, "UNAUTHENTICATED"]);
  });

  it("take both when two people block each other at once, and list the newest first, in pages", async () => {
    await Promise.all([
      block(worf.sdk, garek.id),
      block(garek.elsewhere, worf.id),
      block(worf.elsewhere, odo.id),
      block(worf.sdk, garek.id),
    ]);
    await unblock(worf.sdk, odo.id);
    await block(worf.sdk, odo.id);
    const { viewer } = await worf.sdk.blockedUsers({ first: 1 });
    expect(viewer?.blockedUsers).toMatchObject({
      edges: [{ node: { id: odo.id } }],
      pageInfo: { hasNextPage: true },
    });
    const after = viewer?.blockedUsers.pageInfo.endCursor ?? "";
    // The person at the cursor may be gone by then.
    await unblock(worf.sdk, odo.id);
    const rest = await worf.sdk.blockedUsers({ first: 1, after });
    expect(rest.viewer?.blockedUsers).toMatchObject({
      edges: [{ node: { id: garek.id } }],
      pageInfo: { hasNextPage: false },
    });
    const error = await catchRequestError(worf.sdk.mutedUsers({ after }));
    expect(error.code).toBe("BAD_USER_INPUT");
    expect((await garek.sdk.blockedUsers({})).viewer?.blockedUsers.edges).toMatchObject([
      { node: { id: worf.id } },
    ]);
  });

  it("take a thousand people and no more, also at once", async () => {
    const person = await signUpPerson(app);
    const { sdk } = person.browser;
    const id = (await sdk.viewer({})).viewer?.id ?? "";
    await app.db.execute(sql`insert into users (id, sub, email_verified, name, handle, created_at)
      select gen_random_uuid(), 'blockee:' || n, false, 'Blocked', 'blockee_' || n, now() from generate_series(1, 998) n`);
    await app.db.execute(sql`insert into blocks (blocker_id, blocked_id, id, created_at)
      select ${id}::uuid, id, gen_random_uuid(), now() from users where sub like 'blockee:%'`);
    const results = await Promise.all(
      [worf, garek, odo].map(
        async ({ id: userId }) => (await sdk.blockUser({ input: { userId } })).blockUser,
      ),
    );
    const refused = results.filter(({ __typename }) => __typename === "Rejected");
    expect(refused.map(problemsOf)).toEqual([["LIMIT_REACHED userId"]]);
    const ofPerson = eq(blocks.blockerId, id);
    expect(await app.db.$count(blocks, ofPerson)).toBe(1000);
    const taken = [worf, garek, odo].find((_, index) => results[index]?.__typename === "UserBlocked");
    const left = [worf, garek, odo].find((_, index) => results[index]?.__typename === "Rejected");
    await unblock(sdk, taken?.id ?? "");
    await block(sdk, left?.id ?? "");
    await app.db.delete(blocks).where(ofPerson);
  });

  it("a block that replies overtake hides them", async () => {
    const own = await post(worf.sdk, "a post in a race");
    await Promise.all([
      ...[garek.sdk, garek.elsewhere, garek.sdk, garek.elsewhere].map(
        async (sdk) => await sdk.createReply({ input: { activityId: own.id, message: "a reply in a race" } }),
      ),
      block(worf.sdk, garek.id),
    ]);
    expect((await worf.sdk.activity({ id: own.id })).activity?.replies.edges).toEqual([]);
    const late = await garek.elsewhere.createReply({ input: { activityId: own.id, message: "late" } });
    expect(problemsOf(late.createReply)).toEqual(["NOT_FOUND activityId"]);
  });

  it("end with the account of either", async () => {
    const leaving = await signUpPerson(app);
    const { sdk } = leaving.browser;
    const id = (await sdk.viewer({})).viewer?.id ?? "";
    await block(sdk, worf.id);
    await mute(sdk, garek.id);
    await block(garek.sdk, id);
    await mute(worf.sdk, id);
    const { deleteAccount } = await sdk.deleteAccount({ input: { password: leaving.password } });
    expect(deleteAccount.__typename).toBe("AccountDeleted");
    expect((await garek.sdk.blockedUsers({})).viewer?.blockedUsers.edges).toEqual([]);
    expect((await worf.sdk.mutedUsers({})).viewer?.mutedUsers.edges).toEqual([]);
    expect(problemsOf((await worf.sdk.blockUser({ input: { userId: id } })).blockUser)).toEqual([
      "NOT_FOUND userId",
    ]);
  });
});
