import { anyMember } from "../../feed/model/feed-viewer.ts";
import { findActivity } from "../../feed/read/find-activity.ts";
import { openTestDatabase } from "../support/database/test-database.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { problemsOf, catchRequestError } from "../support/app/expectations.ts";
import { deletePost, messagesOf, post, reply } from "../support/app/feed-actions.ts";
import { feedRows } from "../support/database/feed-rows.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let worf: Person;
let garek: Person;
beforeAll(async () => {
  app = await startTestApp();
  [worf, garek] = [await signUpPerson(app), await signUpPerson(app)];
});
afterAll(() => app.stop());

describe("createReply", () => {
  it("adds a reply to an activity, and counts it there", async () => {
    const top = await post(worf.browser.sdk, "a post", { expiresIn: "ONE_DAY" });
    const first = await reply(garek.browser.sdk, top.id, "a reply");
    const under = await reply(worf.browser.sdk, first.id, "a reply to the reply");
    await reply(worf.browser.sdk, top.id, "another reply");

    const { activity } = await app.sdk.activity({ id: top.id });
    expect(messagesOf(activity?.replies ?? { edges: [] })).toEqual(["another reply", "a reply"]);
    expect(activity).toMatchObject({ repliesCount: 2, replyTo: null });
    const found = await app.sdk.activity({ id: under.id });
    expect(found.activity).toMatchObject({
      message: "a reply to the reply",
      author: { handle: worf.handle },
      replyTo: { id: first.id, repliesCount: 1 },
    });
    const { homeFeed } = await app.sdk.homeFeed({});
    expect(messagesOf(homeFeed)).toEqual(["a post"]);
  });

  it("gives a reply the audience and the expiry of its activity", async () => {
    const top = await post(worf.browser.sdk, "members", { audience: "MEMBERS", expiresIn: "ONE_HOUR" });
    const first = await reply(garek.browser.sdk, top.id, "a reply");
    const under = await reply(garek.browser.sdk, first.id, "a reply to the reply");
    for (const each of [first, under]) {
      expect(each).toMatchObject({ audience: "MEMBERS", expiresAt: top.expiresAt });
    }
  });

  it("allows 1024 characters", async () => {
    const top = await post(worf.browser.sdk, "a post");
    expect((await reply(garek.browser.sdk, top.id, "🖖".repeat(1024))).message).toBe("🖖".repeat(1024));
    const { createReply } = await garek.browser.sdk.createReply({
      input: { activityId: top.id, message: "🖖".repeat(1025) },
    });
    expect(problemsOf(createReply)).toEqual(["INVALID_INPUT message"]);
  });

  it("requires an access token", async () => {
    const error = await catchRequestError(
      app.sdk.createReply({ input: { activityId: "x", message: "hello" } }),
    );
    expect([error.status, error.code, error.reason]).toEqual([401, "UNAUTHENTICATED", "TOKEN_MISSING"]);
  });

  it("is rejected at a depth of 100", async () => {
    const top = await post(worf.browser.sdk, "the top");
    const rows = feedRows(app.db, app.now);
    const under = await rows.chain(await rows.person(), top.id, 98);
    const { id } = await reply(worf.browser.sdk, under, "at 99");
    const { createReply } = await worf.browser.sdk.createReply({
      input: { activityId: id, message: "at 100" },
    });
    expect(problemsOf(createReply)).toEqual(["INVALID_INPUT activityId"]);
  });

  it("reads a thread of any depth with as many statements as one of two", async () => {
    const database = await openTestDatabase();
    let statements = 0;
    const { db, close } = await database.openLogged(() => (statements += 1));
    const rows = feedRows(db, () => new Date());
    const author = await rows.person();
    const top = await rows.reply(author, await rows.post(author));
    const under = await rows.chain(author, top, 97);
    const counts = [];
    for (const id of [top, under]) {
      statements = 0;
      expect(await findActivity(db, id, anyMember(new Date()))).toMatchObject({ id });
      counts.push(statements);
    }
    expect(counts).toEqual([2, 2]);
    await close();
    await database.close();
  });

  it.each(["", "made-up", "0193548a-7b2c-7def-8123-456789abcdef", "' or 1=1 --", "\0"])(
    "is NOT_FOUND for the id %j",
    async (activityId) => {
      const { createReply } = await worf.browser.sdk.createReply({ input: { activityId, message: "hello" } });
      expect(problemsOf(createReply)).toEqual(["NOT_FOUND activityId"]);
      expect((await app.sdk.activity({ id: activityId })).activity).toBeNull();
    },
  );

  it("is NOT_FOUND for a deleted activity, and for all replies below it", async () => {
    const top = await post(worf.browser.sdk, "a post");
    const first = await reply(garek.browser.sdk, top.id, "a reply");
    const under = await reply(garek.browser.sdk, first.id, "a reply to the reply");
    await deletePost(worf.browser.sdk, top.id);
    for (const { id } of [top, first, under]) {
      const { createReply } = await worf.browser.sdk.createReply({
        input: { activityId: id, message: "hello" },
      });
      expect(problemsOf(createReply)).toEqual(["NOT_FOUND activityId"]);
      const { likeActivity } = await worf.browser.sdk.likeActivity({ input: { activityId: id } });
      expect(problemsOf(likeActivity)).toEqual(["NOT_FOUND activityId"]);
      expect((await garek.browser.sdk.activity({ id })).activity).toBeNull();
    }
  });
});

describe("a MEMBERS post and all replies below it", () => {
  it("are visible to members, and to guests by no query", async () => {
    const top = await post(worf.browser.sdk, "members only", { audience: "MEMBERS" });
    const first = await reply(garek.browser.sdk, top.id, "a reply");
    const under = await reply(worf.browser.sdk, first.id, "a reply to the reply");
    for (const { id } of [top, first, under]) {
      expect((await garek.browser.sdk.activity({ id })).activity?.id).toBe(id);
      expect((await app.sdk.activity({ id })).activity).toBeNull();
    }
    const seen = async (sdk: TestApp["sdk"]) =>
      messagesOf((await sdk.user({ handle: worf.handle })).user?.activities ?? { edges: [] });
    expect(await seen(garek.browser.sdk)).toContain("members only");
    expect(await seen(app.sdk)).not.toContain("members only");
    expect(messagesOf((await app.sdk.homeFeed({})).homeFeed)).not.toContain("members only");
  });
});

describe("replies", () => {
  it("are paged, and refuse the cursor of another list", async () => {
    const [top, other] = [await post(worf.browser.sdk, "one"), await post(worf.browser.sdk, "other")];
    for (const number of [1, 2, 3]) await reply(garek.browser.sdk, top.id, `reply ${number}`);
    const page = (await app.sdk.activity({ id: top.id, first: 2 })).activity?.replies;
    expect(messagesOf(page ?? { edges: [] })).toEqual(["reply 3", "reply 2"]);
    expect(page?.pageInfo.hasNextPage).toBe(true);
    const after = page?.pageInfo.endCursor ?? "";
    const rest = (await app.sdk.activity({ id: top.id, first: 2, after })).activity?.replies;
    expect(messagesOf(rest ?? { edges: [] })).toEqual(["reply 1"]);
    expect(rest?.pageInfo.hasNextPage).toBe(false);
    for (const call of [
      () => app.sdk.activity({ id: other.id, after }),
      () => app.sdk.homeFeed({ after }),
      () => app.sdk.user({ handle: worf.handle, after }),
    ]) {
      const error = await catchRequestError(call());
      expect([error.status, error.code]).toEqual([400, "BAD_USER_INPUT"]);
    }
  });
});
