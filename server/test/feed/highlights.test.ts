import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError } from "../support/app/expectations.ts";
import { deletePost, post, reply } from "../support/app/feed-actions.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let worf: Person;
let garek: Person;
beforeAll(async () => {
  app = await startTestApp();
  [worf, garek] = [await signUpPerson(app), await signUpPerson(app)];
});
afterAll(() => app.stop());

describe("beside the feed", () => {
  it("are what ends next, what has most replies, and who posted last, for each viewer", async () => {
    await post(worf.browser.sdk, "a day", { expiresIn: "ONE_DAY" });
    const hour = await post(garek.browser.sdk, "an hour", { expiresIn: "ONE_HOUR" });
    await post(worf.browser.sdk, "members, three hours", { audience: "MEMBERS", expiresIn: "THREE_HOURS" });
    const busy = await post(worf.browser.sdk, "busy");
    for (const message of ["a", "b"]) await reply(garek.browser.sdk, busy.id, message);
    await reply(garek.browser.sdk, hour.id, "ends with its post");

    const seen = async ({ sdk }: Pick<TestApp, "sdk">, first = 3) => {
      const { endingSoon, mostReplied, recentAuthors } = await sdk.highlights({ first });
      return {
        ending: endingSoon.map(({ message }) => message),
        replied: mostReplied.map(({ message }) => message),
        authors: recentAuthors.map(({ handle }) => handle),
      };
    };
    expect(await seen(garek.browser)).toEqual({
      ending: ["an hour", "members, three hours", "a day"],
      replied: ["busy", "an hour"],
      authors: [worf.handle, garek.handle],
    });
    expect((await seen(app)).ending).toEqual(["an hour", "a day", "busy"]);
    expect(await seen(app, 1)).toEqual({ ending: ["an hour"], replied: ["busy"], authors: [worf.handle] });
    await deletePost(worf.browser.sdk, busy.id);
    expect((await seen(app)).replied).toEqual(["an hour"]);
    app.advance({ minutes: 61 });
    expect(await seen(app)).toEqual({ ending: ["a day"], replied: [], authors: [worf.handle] });
  });

  it.each([0, 21, -1])("are not %s", async (first) => {
    const error = await catchRequestError(app.sdk.highlights({ first }));
    expect(error.code).toBe("BAD_USER_INPUT");
  });
});

describe("suggestions of people to mention", () => {
  it("are those whose handles begin with what is typed, for members only", async () => {
    // Names of their own: nobody may have somebody's name and a handle like theirs.
    const people = { zz_b: "Ezri", zz_a: "Jadzia", zza: "Nog", zz_: "Rom" };
    for (const [handle, name] of Object.entries(people)) await signUpPerson(app, { handle, name });
    const { sdk } = (await signUpPerson(app)).browser;
    const suggested = async (prefix: string, first?: number) =>
      (await sdk.mentionSuggestions({ prefix, first })).mentionSuggestions.map(({ handle }) => handle);
    expect(await suggested("ZZ_")).toEqual(["zz_", "zz_a", "zz_b"]);
    expect(await suggested("zz", 2)).toEqual(["zz_", "zz_a"]);
    for (const prefix of ["", "%", "zz%", "@zz", "zz~", "\0", "x".repeat(31), "zz_c"])
      expect(await suggested(prefix)).toEqual([]);
    expect((await catchRequestError(sdk.mentionSuggestions({ prefix: "z", first: 11 }))).code).toBe(
      "BAD_USER_INPUT",
    );
    const guest = await catchRequestError(app.sdk.mentionSuggestions({ prefix: "zz" }));
    expect([guest.status, guest.code]).toEqual([401, "UNAUTHENTICATED"]);
  });
});
