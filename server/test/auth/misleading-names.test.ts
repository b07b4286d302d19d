import { eq } from "drizzle-orm";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { users } from "../../users/users-table.ts";
import { newAccount, type Person, signInAgain, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { localUserPoolId, startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let worf: Person;
let other: Person;
beforeAll(async () => {
  app = await startTestApp();
  worf = await signUpPerson(app, { name: "Worf Rozhenko", handle: "will_worf" });
  other = await signUpPerson(app);
});
afterAll(() => app.stop());

describe("a reserved handle", () => {
  it.each(["adm1n", "cruddur_support", "settings"])("is refused: %s", async (handle) => {
    const { signUp } = await app.sdk.signUp({ input: newAccount({ handle }) });
    expect(problemsOf(signUp)).toEqual(["HANDLE_RESERVED handle"]);
    const { updateProfile } = await other.browser.sdk.updateProfile({ input: { handle } });
    expect(problemsOf(updateProfile)).toEqual(["HANDLE_RESERVED handle"]);
  });

  it("stays with whoever has it", async () => {
    const early = await signUpPerson(app);
    await app.db.update(users).set({ handle: "moderator" }).where(eq(users.handle, early.handle));
    const input = { handle: "moderator", name: "Tuvok", bio: "since 2371" };
    const { updateProfile } = await early.browser.sdk.updateProfile({ input });
    expect(expectState(updateProfile, "Viewer")).toMatchObject(input);
    const { user } = await app.sdk.user({ handle: "moderator" });
    expect(user?.name).toBe("Tuvok");
  });

  it("is made of no attribute of the user pool, nor is a badge of a name", async () => {
    const { email, password } = newAccount();
    const Username = email;
    const UserPoolId = localUserPoolId;
    await app.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        MessageAction: "SUPPRESS",
        UserAttributes: [
          { Name: "email", Value: email },
          { Name: "email_verified", Value: "true" },
          { Name: "name", Value: "Lore ✅" },
          { Name: "preferred_username", Value: "Support_Team" },
        ],
      }),
    );
    await app.cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }),
    );
    const { browser } = await signInPerson(app, { email, password });
    const { viewer } = await browser.sdk.viewer();
    expect(viewer).toMatchObject({ name: "Lore", profileIsComplete: false });
    expect(viewer?.handle).toMatch(/^member_/);
  });
});

it.each(["Worf ✓", "✔ Worf", "Worf ✅", "Worf ☑", "Worf 🗸", "Worf 🔵", "Worf \u{f8ff}"])(
  "a name with a sign of verification is refused: %s",
  async (name) => {
    const { signUp } = await app.sdk.signUp({ input: newAccount({ name }) });
    expect(problemsOf(signUp)).toEqual(["BADGE_IN_NAME name"]);
    const { updateProfile } = await other.browser.sdk.updateProfile({ input: { name } });
    expect(problemsOf(updateProfile)).toEqual(["BADGE_IN_NAME name"]);
  },
);

describe("somebody's name beside a handle that looks like theirs", () => {
  const imitation = { name: "W\u043erf  ROZHENKO", handle: "wi11_w0rf" };

  it("is refused in a sign-up, whoever the address is of, and in a change of the profile", async () => {
    for (const email of [newAccount().email, worf.email]) {
      const { signUp } = await app.sdk.signUp({ input: newAccount({ ...imitation, email }) });
      expect(problemsOf(signUp)).toEqual(["LOOKS_LIKE_SOMEBODY handle"]);
    }
    const { sdk } = other.browser;
    const { updateProfile: both } = await sdk.updateProfile({ input: imitation });
    expect(problemsOf(both)).toEqual(["LOOKS_LIKE_SOMEBODY handle"]);
    const { updateProfile: handle } = await sdk.updateProfile({ input: { handle: imitation.handle } });
    expectState(handle, "Viewer");
    const { updateProfile: name } = await sdk.updateProfile({ input: { name: imitation.name } });
    expect(problemsOf(name)).toEqual(["LOOKS_LIKE_SOMEBODY handle"]);
  });

  it("is found too where the likeness of the imitated one is not stored yet, until they sign in", async () => {
    await app.db.update(users).set({ likeness: null }).where(eq(users.handle, worf.handle));
    const plain = { name: worf.name, handle: "w1llworf" };
    // Its plain spellings are `willworf` and `wiliworf`, and not `will_worf`.
    expect((await app.sdk.signUp({ input: newAccount(plain) })).signUp.__typename).toBe("CodeSent");
    await signInAgain(worf);
    const { signUp } = await app.sdk.signUp({ input: newAccount(plain) });
    expect(problemsOf(signUp)).toEqual(["LOOKS_LIKE_SOMEBODY handle"]);
  });

  it("is no matter for namesakes with other handles, nor for handles of people with other names", async () => {
    for (const free of [{ name: worf.name }, { handle: "will_w0rf", name: "Alexander" }]) {
      const { signUp } = await app.sdk.signUp({ input: newAccount(free) });
      expect(signUp.__typename).toBe("CodeSent");
    }
  });

  it("is free for the person themselves", async () => {
    const { updateProfile } = await worf.browser.sdk.updateProfile({ input: { handle: "will_worff" } });
    expect(expectState(updateProfile, "Viewer").handle).toBe("will_worff");
  });
});
