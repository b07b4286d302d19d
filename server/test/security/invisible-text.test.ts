import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { totpCode } from "../../local-user-pool/clients/authenticator.ts";
import { newAccount, type Person, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { post } from "../support/app/feed-actions.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let person: Person;
let activityId: string;
beforeAll(async () => {
  app = await startTestApp();
  person = await signUpPerson(app);
  activityId = (await post(person.browser.sdk, "a post")).id;
});
afterAll(() => app.stop());

/** All code points with this property, without surrogates and control characters, which other rules refuse. */
function charactersWith(property: RegExp): string[] {
  const characters = Array.from({ length: 0x11_00_00 }, (_each, codePoint) =>
    String.fromCodePoint(codePoint),
  );
  return characters.filter((character) => property.test(character) && !/[\p{Cs}\p{Cc}]/u.test(character));
}

const kinds = [
  ["what a font may ignore", charactersWith(/\p{Default_Ignorable_Code_Point}/u)],
  ["format characters", charactersWith(/\p{Cf}/u)],
  ["combining marks", charactersWith(/\p{M}/u)],
  ["spaces and separators", charactersWith(/[\p{Z}\s]/u)],
  ["characters that will never be assigned", charactersWith(/\p{Noncharacter_Code_Point}/u)],
  ["letters and symbols that are blank", ["\u2800", "\u{1d159}", "\u{13441}", "\u{13442}"]],
  ["Hangul fillers", ["\u115f", "\u1160", "\u3164", "\uffa0"]],
  ["tags", ["\u{e0001}", "\u{e0041}", "\u{e007f}"]],
] as const;

/** Texts of at most so many characters that have all of these between them. */
function textsOf(characters: readonly string[], length: number): string[] {
  const count = Math.ceil(characters.length / length);
  return Array.from({ length: count }, (_each, index) =>
    characters.slice(index * length, (index + 1) * length).join(""),
  );
}

const visible = [
  ["an emoji of several", "👩‍🚀"],
  ["a flag made of tags", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
  ["a keycap", "1️⃣"],
  ["Persian with a zero-width non-joiner", "می‌خواهم"],
  ["a letter with a combining mark", "e\u0301"],
  ["vowel signs on a letter", "नि"],
  ["Hangul", "ᄒ\u1161"],
  ["punctuation", "…"],
  ["a character that only a newer Unicode may know", "\u{1faff}"],
] as const;

describe("text of which nothing can be seen is refused", () => {
  it.each(kinds)("as a reply: %s", async (_kind, characters) => {
    for (const message of textsOf(characters, 1024)) {
      const { createReply } = await person.browser.sdk.createReply({ input: { activityId, message } });
      expect(problemsOf(createReply)).toEqual(["INVALID_INPUT message"]);
    }
  });

  it.each(kinds)("as a post, a name, or the name of a device: %s", async (_kind, characters) => {
    // Short enough for each of them.
    const text = textsOf(characters, 90).at(-1) ?? "";
    const { sdk } = person.browser;
    const { createActivity } = await sdk.createActivity({ input: { message: text } });
    expect(problemsOf(createActivity)).toEqual(["INVALID_INPUT message"]);
    const { signUp } = await app.sdk.signUp({ input: newAccount({ name: text }) });
    expect(problemsOf(signUp)).toEqual(["INVALID_INPUT name"]);
    const { updateProfile } = await sdk.updateProfile({ input: { name: text } });
    expect(problemsOf(updateProfile)).toEqual(["INVALID_INPUT name"]);
    const { confirmTotp } = await sdk.confirmTotp({ input: { code: "123456", deviceName: text } });
    expect(problemsOf(confirmTotp)).toEqual(["INVALID_INPUT deviceName"]);
  });

  it.each(kinds)("and removes a bio: %s", async (_kind, characters) => {
    const { sdk } = person.browser;
    await sdk.updateProfile({ input: { bio: "Son of Mogh" } });
    const bio = textsOf(characters, 280).at(-1) ?? "";
    const { updateProfile } = await sdk.updateProfile({ input: { bio } });
    expect(expectState(updateProfile, "Viewer").bio).toBeNull();
  });
});

describe("text of which something can be seen is kept as it is", () => {
  it.each(visible)("%s", async (_kind, text) => {
    const { browser } = await signUpPerson(app);
    const { updateProfile } = await browser.sdk.updateProfile({ input: { name: text, bio: text } });
    expect(expectState(updateProfile, "Viewer")).toMatchObject({ name: text, bio: text });
    expect((await post(browser.sdk, text)).message).toBe(text);
    const { setUpTotp } = await browser.sdk.setUpTotp();
    const { secret } = expectState(setUpTotp, "TotpSetUp");
    const { confirmTotp } = await browser.sdk.confirmTotp({
      input: { code: totpCode(secret, app.now()), deviceName: text },
    });
    expectState(confirmTotp, "Viewer");
  });
});
