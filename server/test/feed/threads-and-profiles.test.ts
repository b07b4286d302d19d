import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError } from "../support/app/expectations.ts";
import { deletePost, messagesOf, post, reply } from "../support/app/feed-actions.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let statements = 0;
let app: TestApp;
let worf: Person;
let garek: Person;
beforeAll(async () => {
  // The purge, which runs meanwhile, looks for what has expired.
  const isOfFeed = (text: string): boolean =>
    text.includes('"activities"') && !text.includes('"expires_at" <=');
  app = await startTestApp({ onStatement: (text) => (statements += isOfFeed(text) ? 1 : 0) });
  [worf, garek] = [await signUpPerson(app), await signUpPerson(app)];
});
afterAll(() => app.stop());

const messages = (activities: { message: string }[] = []): string[] =>
  activities.map(({ message }) => message);

describe("a thread", () => {
  it("has the ancestors from the top down, and two levels of replies, oldest first", async () => {
    const top = await post(worf.browser.sdk, "the top");
    const first = await reply(garek.browser.sdk, top.id, "first");
    const second = await reply(worf.browser.sdk, first.id, "second");
    for (const message of ["a", "b"]) {
      const { id } = await reply(garek.browser.sdk, second.id, message);
      for (const number of [1, 2]) await reply(worf.browser.sdk, id, `${message}${number}`);
    }
    const { activity } = await app.sdk.thread({ id: second.id });
    expect(messages(activity?.ancestors)).toEqual(["the top", "first"]);
    const replies = activity?.replies.edges.map(({ node }) => [node.message, messagesOf(node.replies)]);
    expect(replies).toEqual([
      ["a", ["a1", "a2"]],
      ["b", ["b1", "b2"]],
    ]);
    expect((await app.sdk.thread({ id: top.id })).activity?.ancestors).toEqual([]);
  });

  it("costs as many statements with many replies of replies as with few", async () => {
    const count = async (id: string): Promise<number> => {
      const before = statements;
      await app.sdk.thread({ id });
      return statements - before;
    };
    const counts: number[] = [];
    for (const number of [2, 6]) {
      const top = await post(worf.browser.sdk, "the top");
      for (let each = 0; each < number; each += 1) {
        const { id } = await reply(garek.browser.sdk, top.id, "a reply");
        await reply(garek.browser.sdk, id, "below");
      }
      counts.push(await count(top.id));
    }
    expect(counts[1]).toBe(counts[0]);
  });

  it("is paged from its oldest reply on, and refuses a cursor of the other order", async () => {
    const top = await post(worf.browser.sdk, "the top");
    for (const number of [1, 2, 3]) await reply(garek.browser.sdk, top.id, `reply ${number}`);
    const page = async (order: string, after: string | null) => {
      const query = `query ($id: ID!, $after: String) { activity(id: $id) { replies(first: 2, after: $after, order: ${order}) { edges { node { message } } pageInfo { hasNextPage endCursor } } } }`;
      const response = await postGraphql(app.url, { query, variables: { id: top.id, after } });
      return (await response.json()) as {
        data?: { activity: { replies: Connection } };
        errors?: { extensions: { code: string } }[];
      };
    };
    const first = (await page("OLDEST_FIRST", null)).data?.activity.replies;
    expect(first && messagesOf(first)).toEqual(["reply 1", "reply 2"]);
    expect(first?.pageInfo.hasNextPage).toBe(true);
    const rest = (await page("OLDEST_FIRST", first?.pageInfo.endCursor ?? "")).data?.activity.replies;
    expect(rest && messagesOf(rest)).toEqual(["reply 3"]);
    expect(rest?.pageInfo.hasNextPage).toBe(false);
    const newest = (await page("NEWEST_FIRST", null)).data?.activity.replies;
    for (const [order, cursor] of [
      ["NEWEST_FIRST", first?.pageInfo.endCursor],
      ["OLDEST_FIRST", newest?.pageInfo.endCursor],
    ] as const) {
      const { errors } = await page(order, cursor ?? "");
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT"]);
    }
  });
});

type Connection = {
  edges: { node: { message: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
};

describe("a profile", () => {
  it("has the replies, the counts and the day of joining, as far as the viewer may read them", async () => {
    const joined = app.now().toISOString();
    const odo = await signUpPerson(app);
    await post(odo.browser.sdk, "for all");
    await post(odo.browser.sdk, "for members", { audience: "MEMBERS" });
    await post(odo.browser.sdk, "an hour", { expiresIn: "ONE_HOUR" });
    const theirs = await post(garek.browser.sdk, "theirs", { audience: "MEMBERS" });
    const open = await post(garek.browser.sdk, "open");
    await reply(odo.browser.sdk, theirs.id, "to members");
    await reply(odo.browser.sdk, open.id, "to all");
    const deleted = await reply(garek.browser.sdk, open.id, "to be deleted");
    await reply(odo.browser.sdk, deleted.id, "below what is deleted");
    const seen = async ({ sdk }: Pick<TestApp, "sdk">) => {
      const { user } = await sdk.profile({ handle: odo.handle });
      const { user: replies } = await sdk.userReplies({ handle: odo.handle });
      expect(user && Date.parse(user.createdAt)).toBeGreaterThanOrEqual(Date.parse(joined));
      return [user?.postsCount, user?.repliesCount, replies && messagesOf(replies.replies)];
    };
    expect(await seen(garek.browser)).toEqual([3, 3, ["below what is deleted", "to all", "to members"]]);
    await deletePost(garek.browser.sdk, deleted.id);
    expect(await seen(garek.browser)).toEqual([3, 2, ["to all", "to members"]]);
    expect(await seen(app)).toEqual([2, 1, ["to all"]]);
    const { user } = await app.sdk.userReplies({ handle: odo.handle });
    expect(user?.replies.edges.map(({ node }) => node.replyTo?.id)).toEqual([open.id]);
    app.advance({ minutes: 61 });
    expect((await app.sdk.profile({ handle: odo.handle })).user?.postsCount).toBe(1);
  });

  it("pages replies, also past many that are below what was deleted", async () => {
    const quark = await signUpPerson(app);
    const { sdk } = quark.browser;
    const [open, gone] = [await post(sdk, "open"), await post(sdk, "gone")];
    await reply(sdk, open.id, "the last");
    for (let number = 0; number < 5; number += 1) await reply(sdk, gone.id, "hidden");
    for (const number of [3, 2, 1]) await reply(sdk, open.id, `reply ${number}`);
    await deletePost(sdk, gone.id);
    const first = (await app.sdk.userReplies({ handle: quark.handle, first: 3 })).user?.replies;
    expect(first && messagesOf(first)).toEqual(["reply 1", "reply 2", "reply 3"]);
    expect(first?.pageInfo.hasNextPage).toBe(true);
    const after = first?.pageInfo.endCursor ?? "";
    const rest = (await app.sdk.userReplies({ handle: quark.handle, first: 3, after })).user?.replies;
    expect(rest && messagesOf(rest)).toEqual(["the last"]);
    expect(rest?.pageInfo.hasNextPage).toBe(false);
    const error = await catchRequestError(app.sdk.user({ handle: quark.handle, after }));
    expect(error.code).toBe("BAD_USER_INPUT");
  });
});
