import { AdminDeleteUserCommand, GetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountDeletions } from "../../users/account-deletions-table.ts";
import { newAccount, newestCode, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf, catchRequestError } from "../support/app/expectations.ts";
import {
  localUserPoolId,
  startTestApp,
  startTestAppForThisTest,
  type TestApp,
} from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

describe("updateProfile", () => {
  it("changes the given fields and keeps the others, in the database and in the user pool", async () => {
    const person = await signUpPerson(app);
    const { handle } = newAccount();
    const { sdk } = person.browser;
    const { updateProfile } = await sdk.updateProfile({
      input: { handle: handle.toUpperCase(), bio: "  Empath.  " },
    });
    expect(expectState(updateProfile, "Viewer")).toMatchObject({ handle, name: person.name, bio: "Empath." });
    const renamed = await sdk.updateProfile({ input: { name: "Troi", handle: null } });
    expect(expectState(renamed.updateProfile, "Viewer")).toMatchObject({
      handle,
      name: "Troi",
      bio: "Empath.",
    });
    const cleared = await sdk.updateProfile({ input: { bio: " " } });
    expect(expectState(cleared.updateProfile, "Viewer").bio).toBeNull();
    const { UserAttributes = [] } = await app.cognito.send(
      new GetUserCommand({ AccessToken: person.accessToken }),
    );
    const attributes = Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
    expect(attributes).toMatchObject({ name: "Troi", preferred_username: handle });
    // The old handle is free again.
    expect((await app.sdk.signUp({ input: newAccount({ handle: person.handle }) })).signUp.__typename).toBe(
      "CodeSent",
    );
  });

  it("accepts the user's own handle, and rejects that of another user or of a pending sign-up", async () => {
    const [ada, eve] = [await signUpPerson(app), await signUpPerson(app)];
    const own = await ada.browser.sdk.updateProfile({ input: { handle: ada.handle } });
    expect(own.updateProfile.__typename).toBe("Viewer");
    const waiting = newAccount();
    await app.sdk.signUp({ input: waiting });
    for (const handle of [eve.handle, waiting.handle]) {
      const { updateProfile } = await ada.browser.sdk.updateProfile({ input: { handle } });
      expect(problemsOf(updateProfile)).toEqual(["HANDLE_TAKEN handle"]);
    }
  });

  it("gives a handle to one of several users who request it at once", async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => signUpPerson(app)));
    const { handle } = newAccount();
    const answers = await Promise.all(
      people.map(({ browser }) => browser.sdk.updateProfile({ input: { handle } })),
    );
    const states = answers.map(({ updateProfile }) => updateProfile.__typename).toSorted();
    expect(states).toEqual(["Rejected", "Rejected", "Rejected", "Viewer"]);
  });

  it("names every invalid field", async () => {
    const { browser } = await signUpPerson(app);
    const { updateProfile } = await browser.sdk.updateProfile({
      input: { name: "\u200b", handle: "no spaces", bio: "x".repeat(281) },
    });
    expect(problemsOf(updateProfile)).toEqual([
      "INVALID_INPUT name",
      "INVALID_INPUT handle",
      "INVALID_INPUT bio",
    ]);
  });
});

describe("changeEmail and confirmEmail", () => {
  it("keep the old address until the code of the new one is entered, and then notify the old one", async () => {
    const person = await signUpPerson(app);
    const { email: next } = newAccount();
    const { sdk } = person.browser;
    const { changeEmail } = await sdk.changeEmail({ input: { email: next } });
    expectState(changeEmail, "CodeSent");
    expect((await sdk.viewer()).viewer?.email).toBe(person.email);
    await signInPerson(app, person);

    const wrong = await sdk.confirmEmail({ input: { code: "000000" } });
    expect(problemsOf(wrong.confirmEmail)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);
    const { confirmEmail } = await sdk.confirmEmail({ input: { code: await newestCode(app, next) } });
    expect(expectState(confirmEmail, "Viewer")).toMatchObject({ email: next, emailVerified: true });
    await signInPerson(app, { ...person, email: next });
    const { signIn } = await app.sdk.signIn({
      input: { identifier: person.email, password: person.password },
    });
    expect(problemsOf(signIn)).toEqual(["INVALID_CREDENTIALS"]);
    await eventually(async () => expect((await app.newestMail(person.email)).subject).toContain("changed"));
  });

  it("respond alike for a free address and for one with an account, whose owner is notified", async () => {
    const [ada, eve] = [await signUpPerson(app), await signUpPerson(app)];
    const free = await eve.browser.sdk.changeEmail({ input: { email: newAccount().email } });
    const taken = await eve.browser.sdk.changeEmail({ input: { email: ada.email } });
    expect(taken.changeEmail.__typename).toBe(free.changeEmail.__typename);
    await eventually(async () => expect((await app.newestMail(ada.email)).subject).toContain("already"));
    expect((await app.newestMail(ada.email)).code).toBeNull();
  });

  it("do not reveal through an earlier code whether the latest address has an account", async () => {
    const ada = await signUpPerson(app);
    for (const target of [ada.email, newAccount().email]) {
      const { browser } = await signUpPerson(app);
      const { email: second } = newAccount();
      await browser.sdk.changeEmail({ input: { email: second } });
      const code = await newestCode(app, second);
      await browser.sdk.changeEmail({ input: { email: target } });
      const { confirmEmail } = await browser.sdk.confirmEmail({ input: { code } });
      expect(problemsOf(confirmEmail)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);
    }
  });

  it("accept the address of a sign-up that was never confirmed", async () => {
    const squatter = newAccount();
    await app.sdk.signUp({ input: squatter });
    const { browser } = await signUpPerson(app);
    await browser.sdk.changeEmail({ input: { email: squatter.email } });
    const { confirmEmail } = await browser.sdk.confirmEmail({
      input: { code: await newestCode(app, squatter.email) },
    });
    expect(expectState(confirmEmail, "Viewer").email).toBe(squatter.email);
  });

  it("limit the mails to an address, whichever users request them", async () => {
    const { email } = newAccount();
    const answers: string[] = [];
    for (let person = 0; person < 4; person += 1) {
      const { browser } = await signUpPerson(app);
      answers.push((await browser.sdk.changeEmail({ input: { email } })).changeEmail.__typename);
    }
    expect(answers).toEqual(["CodeSent", "CodeSent", "CodeSent", "Rejected"]);
  });

  it("reject an invalid address, and the user's own", async () => {
    const { browser, email } = await signUpPerson(app);
    for (const wrong of ["", "nobody", email.toUpperCase()]) {
      const { changeEmail } = await browser.sdk.changeEmail({ input: { email: wrong } });
      expect(problemsOf(changeEmail)).toEqual(["INVALID_INPUT email"]);
    }
  });
});

describe("changePassword", () => {
  it("ends the other sessions, keeps this one, and notifies the owner", async () => {
    const person = await signUpPerson(app);
    const laptop = await signInPerson(app, person);
    const newPassword = "quite another pass phrase";
    const { changePassword } = await laptop.browser.sdk.changePassword({
      input: { currentPassword: person.password, newPassword },
    });
    expectState(changePassword, "PasswordChanged");
    expect((await catchRequestError(person.browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
    expect(problemsOf((await person.browser.sdk.refreshSession({})).refreshSession)).toEqual([
      "SESSION_EXPIRED",
    ]);
    expect((await laptop.browser.sdk.viewer()).viewer?.handle).toBe(person.handle);
    expect((await laptop.browser.sdk.refreshSession({})).refreshSession.__typename).toBe("SignedIn");
    await signInPerson(app, { ...person, password: newPassword });
    await eventually(async () => expect((await app.newestMail(person.email)).subject).toContain("password"));
  });

  it("requires the current password and a valid new one, and limits wrong attempts", async () => {
    const { browser, password } = await signUpPerson(app);
    const change = async (currentPassword: string, newPassword: string) =>
      problemsOf(
        (await browser.sdk.changePassword({ input: { currentPassword, newPassword } })).changePassword,
      );
    for (const impossible of ["x".repeat(300), " ", "a\0b"]) {
      expect(await change(impossible, "a new pass phrase")).toEqual(["INVALID_CREDENTIALS currentPassword"]);
    }
    expect(await change(password, "short")).toEqual(["PASSWORD_POLICY newPassword MINIMUM_LENGTH"]);
    for (let attempt = 3; attempt < 5; attempt += 1) {
      expect(await change("not the pass phrase", "a new pass phrase")).toEqual([
        "INVALID_CREDENTIALS currentPassword",
      ]);
    }
    expect(await change(password, "a new pass phrase")).toEqual(["RATE_LIMITED"]);
  });
});

describe("deleteAccount", () => {
  it("deletes the account, its sessions and its posts, and frees its address and handle", async () => {
    const person = await signUpPerson(app);
    const phone = await signInPerson(app, person);
    await person.browser.sdk.createActivity({ input: { message: "I will be gone." } });
    const wrong = await person.browser.sdk.deleteAccount({ input: { password: "not the pass phrase" } });
    expect(problemsOf(wrong.deleteAccount)).toEqual(["INVALID_CREDENTIALS password"]);

    const { deleteAccount } = await person.browser.sdk.deleteAccount({
      input: { password: person.password },
    });
    expectState(deleteAccount, "AccountDeleted");
    expect(person.browser.cookies.size).toBe(0);
    for (const { browser } of [person, phone]) {
      expect((await catchRequestError(browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
    }
    const { homeFeed } = await app.sdk.homeFeed({});
    expect(homeFeed.edges.map(({ node }) => node.message)).not.toContain("I will be gone.");
    const { signIn } = await app.sdk.signIn({
      input: { identifier: person.email, password: person.password },
    });
    expect(problemsOf(signIn)).toEqual(["INVALID_CREDENTIALS"]);
    const again = await signUpPerson(app, { email: person.email, handle: person.handle });
    expect((await again.browser.sdk.viewer()).viewer?.handle).toBe(person.handle);
  });
});

describe("a deletion during which a node crashed", () => {
  it("is finished by the next node where the pool has deleted the account, and dropped where it has not", async () => {
    const own = await startTestAppForThisTest();
    const [deleted, kept] = [await signUpPerson(own), await signUpPerson(own)];
    for (const { browser } of [deleted, kept]) {
      await browser.sdk.createActivity({ input: { message: "Still here?" } });
      const { viewer } = await browser.sdk.viewer();
      const { sub = "" } = JSON.parse(
        Buffer.from((browser.accessToken() ?? "").split(".")[1] ?? "", "base64url").toString(),
      ) as { sub?: string };
      await own.db
        .insert(accountDeletions)
        .values({ userId: viewer?.id ?? "", sub, requestedAt: new Date(own.now().getTime() - 120_000) });
    }
    await own.cognito.send(
      new AdminDeleteUserCommand({ UserPoolId: localUserPoolId, Username: deleted.email }),
    );
    const node = await own.startNode();
    await eventually(async () => expect((await node.sdk.homeFeed({})).homeFeed.edges).toHaveLength(1));
    await eventually(async () => {
      const rows = await own.db.select().from(accountDeletions);
      expect(rows.map(({ finishedAt }) => finishedAt !== null)).toEqual([true]);
    });
    expect((await catchRequestError(deleted.browser.sdk.viewer())).reason).toBe("TOKEN_INVALID");
    expect((await kept.browser.sdk.viewer()).viewer?.handle).toBe(kept.handle);
  });
});

describe("a sensitive mutation", () => {
  it("requires a sign-in within the last five minutes; signing in again satisfies it", async () => {
    const person = await signUpPerson(app);
    const { browser, password } = person;
    app.advance({ minutes: 6 });
    const { sdk } = browser;
    const changeOwnPassword = async () => {
      const passwords = { currentPassword: password, newPassword: password };
      const { changePassword } = await sdk.changePassword({ input: passwords });
      if (changePassword.__typename === "PasswordChanged")
        browser.useAccessToken(changePassword.session?.accessToken);
      return changePassword;
    };
    const answers = async () => [
      (await sdk.changeEmail({ input: { email: newAccount().email } })).changeEmail,
      (await sdk.setUpTotp()).setUpTotp,
      (await sdk.disableTotp()).disableTotp,
      await changeOwnPassword(),
      (await sdk.deleteAccount({ input: { password } })).deleteAccount,
    ];
    for (const answer of await answers()) expect(problemsOf(answer)).toEqual(["REAUTHENTICATION_REQUIRED"]);
    // A refresh issues a new token with the old time of sign-in.
    const { refreshSession } = await sdk.refreshSession({});
    browser.useAccessToken(expectState(refreshSession, "SignedIn").session.accessToken);
    expect(problemsOf((await sdk.setUpTotp()).setUpTotp)).toEqual(["REAUTHENTICATION_REQUIRED"]);
    // The profile is not sensitive.
    expect((await sdk.updateProfile({ input: { bio: "…" } })).updateProfile.__typename).toBe("Viewer");

    const { signIn } = await sdk.signIn({ input: { identifier: person.email, password } });
    browser.useAccessToken(expectState(signIn, "SignedIn").session.accessToken);
    for (const answer of await answers()) expect(answer.__typename).not.toBe("Rejected");
  });

  it("is refused for a guest", async () => {
    const { sdk } = app;
    const calls = [
      () => sdk.updateProfile({ input: {} }),
      () => sdk.changeEmail({ input: { email: "a@b.example" } }),
      () => sdk.confirmEmail({ input: { code: "123456" } }),
      () => sdk.changePassword({ input: { currentPassword: "x", newPassword: "y" } }),
      () => sdk.setUpTotp(),
      () => sdk.confirmTotp({ input: { code: "123456" } }),
      () => sdk.disableTotp(),
      () => sdk.deleteAccount({ input: { password: "x" } }),
      () => sdk.signOutEverywhere(),
    ];
    for (const call of calls) {
      const error = await catchRequestError(call());
      expect([error.status, error.code, error.reason]).toEqual([401, "UNAUTHENTICATED", "TOKEN_MISSING"]);
    }
  });
});
