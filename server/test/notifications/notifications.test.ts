import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { NotificationsQuery } from "../../../client/generated/types.ts";
import { users } from "../../users/users-table.ts";
import { type Person, signInAgain, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError, expectState, problemsOf } from "../support/app/expectations.ts";
import { deletePost, like, post, reply, unlike } from "../support/app/feed-actions.ts";
import { block, mute, unblock, unmute } from "../support/app/safety-actions.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let worf: Person;
let garek: Person;
let data: Person;
beforeAll(async () => {
  app = await startTestApp();
  [worf, garek, data] = [await signUpPerson(app), await signUpPerson(app), await signUpPerson(app)];
});
afterAll(() => app.stop());

type Node = NotificationsQuery["notifications"]["edges"][number]["node"];

async function nodesOf({ browser }: Person, first = 20): Promise<Node[]> {
  return (await browser.sdk.notifications({ first })).notifications.edges.map(({ node }) => node);
}

/** Each notification in a line: its kind, the message, and who likes it. */
async function linesOf(person: Person): Promise<string[]> {
  return (await nodesOf(person)).map((node) => {
    switch (node.__typename) {
      case "ReplyNotification":
        return `reply: ${node.reply.message}`;
      case "MentionNotification":
        return `mention: ${node.activity.message}`;
      case "LikesNotification":
        return `likes: ${node.activity.message}, ${node.likers.map(({ handle }) => handle).join(" ")} of ${node.likesCount}`;
    }
  });
}

async function unreadOf({ browser }: Person): Promise<number | undefined> {
  return (await browser.sdk.unreadNotificationsCount({})).viewer?.unreadNotificationsCount;
}

async function readAll(person: Person): Promise<void> {
  const [newest] = await nodesOf(person, 1);
  const { markNotificationsRead } = await person.browser.sdk.markNotificationsRead({
    input: { upTo: newest?.id ?? "" },
  });
  expect(expectState(markNotificationsRead, "NotificationsRead").viewer.unreadNotificationsCount).toBe(0);
}

async function idOf({ handle }: Person): Promise<string> {
  const [user] = await app.db.select({ id: users.id }).from(users).where(eq(users.handle, handle));
  return user?.id ?? "";
}

it("tells of replies, mentions and likes of others, newest first, until they are read", async () => {
  const { id } = await post(worf.browser.sdk, `mine, @${worf.handle}`);
  await reply(worf.browser.sdk, id, "my own");
  await like(worf.browser.sdk, id);
  expect(await linesOf(worf)).toEqual([]);

  await reply(garek.browser.sdk, id, `hello @${worf.handle.toUpperCase()} and @${data.handle}`);
  await post(data.browser.sdk, `ask @${worf.handle}, @${worf.handle} or @nobody_of_that_name`);
  await like(garek.browser.sdk, id);
  const lines = [
    `likes: mine, @${worf.handle}, ${garek.handle} of 1`,
    `mention: ask @${worf.handle}, @${worf.handle} or @nobody_of_that_name`,
    `reply: hello @${worf.handle.toUpperCase()} and @${data.handle}`,
  ];
  expect(await linesOf(worf)).toEqual(lines);
  expect(await linesOf(data)).toEqual([`mention: hello @${worf.handle.toUpperCase()} and @${data.handle}`]);
  expect(await linesOf(garek)).toEqual([]);
  expect(await unreadOf(worf)).toBe(3);

  const [, mention] = await nodesOf(worf);
  const { markNotificationsRead } = await worf.browser.sdk.markNotificationsRead({
    input: { upTo: mention?.id ?? "" },
  });
  expect(expectState(markNotificationsRead, "NotificationsRead").viewer.unreadNotificationsCount).toBe(1);
  expect((await nodesOf(worf)).map(({ isRead }) => isRead)).toEqual([false, true, true]);

  await readAll(worf);
  await worf.browser.sdk.markNotificationsRead({ input: { upTo: mention?.id ?? "" } });
  expect(await unreadOf(worf)).toBe(0);
  expect(await linesOf(worf)).toEqual(lines);
  await deletePost(worf.browser.sdk, id);
  expect(await linesOf(worf)).toEqual(lines.slice(1, 2));
});

it("groups the likes of an activity, and ends them when all are taken back", async () => {
  const { id } = await post(worf.browser.sdk, "liked");
  await like(worf.browser.sdk, id);
  await like(garek.browser.sdk, id);
  await readAll(worf);
  const later = await post(worf.browser.sdk, "later");
  await reply(data.browser.sdk, later.id, "a reply");
  expect(await unreadOf(worf)).toBe(1);

  // Another person's like moves the notification up, and it is unread again.
  await like(data.browser.sdk, id);
  const [first, second] = await linesOf(worf);
  expect([first, second]).toEqual([`likes: liked, ${data.handle} ${garek.handle} of 2`, "reply: a reply"]);
  expect(await unreadOf(worf)).toBe(2);

  await readAll(worf);
  for (let round = 0; round < 3; round += 1) {
    await unlike(data.browser.sdk, id);
    await like(data.browser.sdk, id);
  }
  expect(await unreadOf(worf)).toBe(0);

  await unlike(data.browser.sdk, id);
  expect((await linesOf(worf))[0]).toBe(`likes: liked, ${garek.handle} of 1`);
  await unlike(garek.browser.sdk, id);
  expect((await linesOf(worf))[0]).toBe("reply: a reply");
  await like(garek.browser.sdk, id);
  expect((await linesOf(worf))[0]).toBe(`likes: liked, ${garek.handle} of 1`);
  await deletePost(worf.browser.sdk, id);
  await deletePost(worf.browser.sdk, later.id);
});

it("counts what the list shows, and hides it while there is a block or a mute", async () => {
  const { id } = await post(worf.browser.sdk, "seen by whom");
  await reply(garek.browser.sdk, id, "from Garek");
  await post(garek.browser.sdk, `also from Garek, @${worf.handle}`);
  await like(garek.browser.sdk, id);
  const lines = await linesOf(worf);
  const mine = lines.filter((line) => line.includes("arek") || line.includes("seen"));
  expect(mine).toHaveLength(3);
  const unread = await unreadOf(worf);

  const [worfId, garekId] = [await idOf(worf), await idOf(garek)];
  const [worfSdk, garekSdk] = [worf.browser.sdk, garek.browser.sdk];
  for (const [hide, show] of [
    [async () => await block(worfSdk, garekId), async () => await unblock(worfSdk, garekId)],
    [async () => await block(garekSdk, worfId), async () => await unblock(garekSdk, worfId)],
    [async () => await mute(worfSdk, garekId), async () => await unmute(worfSdk, garekId)],
  ] as const) {
    await hide();
    expect(await linesOf(worf)).toEqual(lines.filter((line) => !mine.includes(line)));
    expect(await unreadOf(worf)).toBe((unread ?? 0) - 3);
    await show();
  }
  await mute(garekSdk, worfId);
  expect(await linesOf(worf)).toEqual(lines);
  await unmute(garekSdk, worfId);

  // A like of somebody else shows it, without the one who is hidden; the count stays that of everybody.
  await like(data.browser.sdk, id);
  await mute(worfSdk, garekId);
  expect((await linesOf(worf))[0]).toBe(`likes: seen by whom, ${data.handle} of 2`);

  // Nor does a like of the one who is hidden make it unread again.
  const next = await post(worf.browser.sdk, "the next");
  await like(data.browser.sdk, next.id);
  await readAll(worf);
  await like(garek.browser.sdk, next.id);
  expect(await unreadOf(worf)).toBe(0);
  expect((await linesOf(worf))[0]).toBe(`likes: the next, ${data.handle} of 2`);
  await unmute(worfSdk, garekId);
  expect((await linesOf(worf))[0]).toBe(`likes: the next, ${garek.handle} ${data.handle} of 2`);
});

it("ends with what expires or is deleted, also above it in its thread", async () => {
  const before = await linesOf(data);
  const top = await post(worf.browser.sdk, "top", { expiresIn: "ONE_HOUR", audience: "MEMBERS" });
  const first = await reply(data.browser.sdk, top.id, "first");
  await reply(garek.browser.sdk, first.id, "second");
  await reply(worf.browser.sdk, first.id, `third, @${garek.handle}`);
  expect(await linesOf(data)).toEqual([`reply: third, @${garek.handle}`, "reply: second", ...before]);

  const other = await post(worf.browser.sdk, "top", { expiresIn: "ONE_HOUR" });
  const below = await reply(data.browser.sdk, other.id, "below");
  await reply(garek.browser.sdk, below.id, `far below, @${data.handle}`);
  expect((await linesOf(data))[0]).toBe(`reply: far below, @${data.handle}`);
  await deletePost(worf.browser.sdk, other.id);
  expect((await linesOf(data))[0]).toBe(`reply: third, @${garek.handle}`);

  app.advance({ hours: 1 });
  for (const person of [worf, garek, data]) await signInAgain(person);
  expect(await linesOf(data)).toEqual(before);
});

it("pages through all of them, each once", async () => {
  const whole = await nodesOf(worf, 100);
  expect(whole.length).toBeGreaterThan(2);
  const found: Node[] = [];
  let after: string | null = null;
  for (;;) {
    const { notifications }: NotificationsQuery = await worf.browser.sdk.notifications({ first: 1, after });
    found.push(...notifications.edges.map(({ node }) => node));
    if (!notifications.pageInfo.hasNextPage) break;
    after = notifications.pageInfo.endCursor;
  }
  expect(found).toEqual(whole);
  const error = await catchRequestError(garek.browser.sdk.notifications({ first: 1, after }));
  expect(error.code).toBe("BAD_USER_INPUT");
});

it("tells ten of the people whom a message mentions", async () => {
  const people = await app.db
    .insert(users)
    .values(
      Array.from({ length: 50 }, (_, index) => ({
        id: `0193548a-7b2c-7def-8123-4567890000${String(index).padStart(2, "0")}`,
        sub: `sub ${index}`,
        emailVerified: false,
        name: `Borg ${index}`,
        handle: `borg_${index}`,
        createdAt: app.now(),
      })),
    )
    .returning({ id: users.id, handle: users.handle });
  const { id } = await post(worf.browser.sdk, "a post");
  const names = people.map(({ handle }) => `@${handle}`).join(" ");
  const written = await reply(garek.browser.sdk, id, `@${garek.handle} @${worf.handle} @no_one1 ${names}`);
  const { notifications } = await import("../../feed/notifications/notifications-table.ts");
  const told = await app.db
    .select({ recipientId: notifications.recipientId, kind: notifications.kind })
    .from(notifications)
    .where(eq(notifications.activityId, written.id));
  expect(told.filter(({ kind }) => kind === "REPLY")).toHaveLength(1);
  const mentioned = told.filter(({ kind }) => kind === "MENTION").map(({ recipientId }) => recipientId);
  expect(mentioned.toSorted()).toEqual(people.slice(0, 10).map((person) => person.id));
});

it("refuses to mark up to what no notification can be", async () => {
  const future = "ffffffff-ffff-7fff-bfff-ffffffffffff";
  const ahead = (app.now().getTime() + 60_000).toString(16).padStart(12, "0");
  const soon = `${ahead.slice(0, 8)}-${ahead.slice(8)}-7def-8123-456789abcdef`;
  for (const upTo of ["", "made-up", crypto.randomUUID(), future, soon]) {
    const { markNotificationsRead } = await worf.browser.sdk.markNotificationsRead({ input: { upTo } });
    expect(problemsOf(markNotificationsRead)).toEqual(["INVALID_INPUT upTo"]);
  }
});

it("requires an access token", async () => {
  const input = { upTo: "x" };
  for (const call of [() => app.sdk.notifications({}), () => app.sdk.markNotificationsRead({ input })]) {
    const error = await catchRequestError(call());
    expect([error.status, error.code, error.reason]).toEqual([401, "UNAUTHENTICATED", "TOKEN_MISSING"]);
  }
});

it("goes with the account", async () => {
  const person = await signUpPerson(app);
  const { id } = await post(person.browser.sdk, "a post");
  await like(garek.browser.sdk, id);
  await post(garek.browser.sdk, `@${person.handle}, hello`);
  await readAll(person);
  const theirs = await post(garek.browser.sdk, "of Garek");
  await like(person.browser.sdk, theirs.id);
  await reply(person.browser.sdk, theirs.id, "from the person");
  expect((await linesOf(garek)).slice(0, 2)).toEqual([
    "reply: from the person",
    `likes: of Garek, ${person.handle} of 1`,
  ]);
  const { password } = person;
  const { deleteAccount } = await person.browser.sdk.deleteAccount({ input: { password } });
  expectState(deleteAccount, "AccountDeleted");
  expect((await linesOf(garek)).join(" ")).not.toMatch(/from the person|of Garek/);
});
