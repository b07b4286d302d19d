import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CreateActivityMutationVariables } from "../../../client/generated/types.ts";
import { type Person, signInAgain, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf, catchRequestError } from "../support/app/expectations.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

type NewActivity = CreateActivityMutationVariables["input"];

let app: TestApp;
let person: Person;
beforeAll(async () => {
  app = await startTestApp();
  person = await signUpPerson(app);
});
afterAll(() => app.stop());

// Every test starts with an empty feed: the posts of earlier tests have expired.
beforeEach(async () => {
  app.advance({ days: 31 });
  await signInAgain(person);
});

async function post(input: NewActivity) {
  const { createActivity } = await person.browser.sdk.createActivity({ input });
  return expectState(createActivity, "Activity");
}

async function feed(sdk = app.sdk, variables: { first?: number; after?: string } = {}) {
  const { homeFeed } = await sdk.homeFeed(variables);
  return homeFeed;
}

async function messages(sdk = app.sdk): Promise<string[]> {
  return (await feed(sdk)).edges.map(({ node }) => node.message);
}

describe("homeFeed", () => {
  it("shows posts newest first, with their author and counts", async () => {
    await post({ message: "first" });
    await post({ message: "second" });
    const { edges, pageInfo } = await feed();
    expect(edges.map(({ node }) => node.message)).toEqual(["second", "first"]);
    expect(edges[0]?.node).toMatchObject({
      author: { handle: person.handle, name: person.name },
      likesCount: 0,
      repliesCount: 0,
      audience: "PUBLIC",
    });
    expect(pageInfo.hasNextPage).toBe(false);
  });

  it("shows MEMBERS posts to members, and not to guests", async () => {
    await post({ message: "for all" });
    await post({ message: "for members", audience: "MEMBERS" });
    expect(await messages()).toEqual(["for all"]);
    expect(await messages(person.browser.sdk)).toEqual(["for members", "for all"]);
  });

  it("hides a post from the moment it expires", async () => {
    await post({ message: "an hour", expiresIn: "ONE_HOUR" });
    await post({ message: "a day", expiresIn: "ONE_DAY" });
    app.advance({ minutes: 59 });
    expect(await messages()).toEqual(["a day", "an hour"]);
    app.advance({ minutes: 1 });
    expect(await messages()).toEqual(["a day"]);
  });

  it("responds with 401 to an invalid token, never with a guest's feed", async () => {
    for (const token of ["made-up", `${person.accessToken}x`, person.accessToken]) {
      const error = await catchRequestError(
        app.sdk.homeFeed({}, { headers: { authorization: `Bearer ${token}` } }),
      );
      expect([error.status, error.code]).toEqual([401, "UNAUTHENTICATED"]);
    }
    const basic = await catchRequestError(
      app.sdk.homeFeed({}, { headers: { authorization: "Basic d29yZjp3b3Jm" } }),
    );
    expect([basic.status, basic.reason]).toEqual([401, "TOKEN_INVALID"]);
  });

  it("pages without gaps or duplicates while posts are created", async () => {
    for (let number = 1; number <= 7; number += 1) await post({ message: `post ${number}` });
    const seen: string[] = [];
    let after: string | undefined;
    for (;;) {
      const { edges, pageInfo } = await feed(app.sdk, { first: 2, ...(after !== undefined && { after }) });
      seen.push(...edges.map(({ node }) => node.message));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor ?? undefined;
      await post({ message: "meanwhile" });
    }
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1].map((number) => `post ${number}`));
  });

  it.each([0, 101, -1])("refuses a page size of %i", async (first) => {
    const error = await catchRequestError(app.sdk.homeFeed({ first }));
    expect([error.status, error.code]).toEqual([400, "BAD_USER_INPUT"]);
  });

  it.each([
    ["forged", "made-up"],
    ["empty", ""],
    ["an id", "0193548a-7b2c-7def-8123-456789abcdef"],
    ["an id in our format without a valid MAC", Buffer.alloc(28, 1).toString("base64url")],
    ["from the future", Buffer.concat([Buffer.alloc(6, 255), Buffer.alloc(22)]).toString("base64url")],
    ["an SQL injection", Buffer.from("' or 1=1 --").toString("base64url")],
  ])("refuses a cursor that is %s", async (_case, after) => {
    const error = await catchRequestError(app.sdk.homeFeed({ after }));
    expect([error.status, error.code]).toEqual([400, "BAD_USER_INPUT"]);
  });
});

describe("a cursor", () => {
  it("is refused when it is shortened, extended or changed, and by another list", async () => {
    await post({ message: "one" });
    await post({ message: "two" });
    const after = (await feed(app.sdk, { first: 1 })).pageInfo.endCursor ?? "";
    expect(after.length).toBeGreaterThan(30);
    const changed = (after.startsWith("A") ? "B" : "A") + after.slice(1);
    for (const bad of [after.slice(0, -1), `${after}A`, `${after}=`, changed, ` ${after}`]) {
      const error = await catchRequestError(app.sdk.homeFeed({ after: bad }));
      expect([error.status, error.code]).toEqual([400, "BAD_USER_INPUT"]);
    }
    const error = await catchRequestError(app.sdk.user({ handle: person.handle, after }));
    expect(error.code).toBe("BAD_USER_INPUT");
  });
});

describe("createActivity", () => {
  it("requires an access token", async () => {
    const error = await catchRequestError(app.sdk.createActivity({ input: { message: "hello" } }));
    expect([error.status, error.code, error.reason]).toEqual([401, "UNAUTHENTICATED", "TOKEN_MISSING"]);
  });

  it("creates a PUBLIC post for seven days by default", async () => {
    const activity = await post({ message: "hello" });
    expect(activity.audience).toBe("PUBLIC");
    expect(Date.parse(activity.expiresAt) - Date.parse(activity.createdAt)).toBe(7 * 24 * 60 * 60 * 1000);
  });

  it("keeps emoji, accents, right-to-left text, line breaks and markup", async () => {
    const message = "Qapla' 🖖🏽 e\u0301 שלום\n\n<script>alert(1)</script>";
    expect((await post({ message: `  ${message}\r\n` })).message).toBe(message);
    expect(await messages()).toEqual([message]);
  });

  it("counts characters, not code units: 280 emoji fit", async () => {
    expect((await post({ message: "🖖".repeat(280) })).message.length).toBe(560);
  });

  it.each([
    ["an empty message", ""],
    ["only spaces", " \n\t "],
    ["only invisible characters", "\u200b\u3164"],
    ["281 characters", "x".repeat(281)],
    ["281 emoji", "🖖".repeat(281)],
    ["a NUL", "a\0b"],
    ["half a surrogate pair", "a\ud83d"],
  ])("rejects %s", async (_case, message) => {
    const { createActivity } = await person.browser.sdk.createActivity({ input: { message } });
    expect(problemsOf(createActivity)).toEqual(["INVALID_INPUT message"]);
  });
});

describe("an empty database", () => {
  it("is seeded with posts for members, replies, likes and posts that expire soon", async () => {
    const seeded = await startTestApp({ seed: true });
    try {
      const guest = (await seeded.sdk.homeFeed({})).homeFeed.edges.map(({ node }) => node);
      expect(guest.length).toBeGreaterThan(2);
      expect(guest.every(({ audience }) => audience === "PUBLIC")).toBe(true);
      expect(guest.some(({ repliesCount, likesCount }) => repliesCount > 0 && likesCount > 0)).toBe(true);
      const { browser } = await signUpPerson(seeded);
      const member = (await browser.sdk.homeFeed({})).homeFeed.edges.map(({ node }) => node);
      expect(member.some(({ audience }) => audience === "MEMBERS")).toBe(true);
      const handles = new Set(member.map(({ author }) => author.handle));
      expect([...handles].toSorted()).toEqual(["andrewbrown", "garek", "lore", "worf"]);
      seeded.advance({ hours: 2 });
      expect((await seeded.sdk.homeFeed({})).homeFeed.edges.length).toBe(guest.length - 1);
    } finally {
      await seeded.stop();
    }
  });
});
