import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newAccount, newestCode, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf, catchRequestError } from "../support/app/expectations.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const newPassword = "quite another pass phrase";

describe("forgotPassword and confirmForgotPassword", () => {
  it("set a new password with the code from the mail, and sign in", async () => {
    const { email, password, handle } = await signUpPerson(app);
    const { forgotPassword } = await app.sdk.forgotPassword({ input: { identifier: email } });
    expect(forgotPassword.__typename).toBe("CodeSent");
    const code = await newestCode(app, email);
    const { confirmForgotPassword } = await app.sdk.confirmForgotPassword({
      input: { identifier: email, code, newPassword },
    });
    expect(expectState(confirmForgotPassword, "SignedIn").session.viewer.handle).toBe(handle);

    expect(problemsOf((await app.sdk.signIn({ input: { identifier: email, password } })).signIn)).toEqual([
      "INVALID_CREDENTIALS",
    ]);
    expect(
      (await app.sdk.signIn({ input: { identifier: email, password: newPassword } })).signIn.__typename,
    ).toBe("SignedIn");
  });

  it("end all sessions of the account: who has the old password has no session left", async () => {
    const { email, browser } = await signUpPerson(app);
    await app.sdk.forgotPassword({ input: { identifier: email } });
    const code = await newestCode(app, email);
    await app.sdk.confirmForgotPassword({ input: { identifier: email, code, newPassword } });
    const error = await catchRequestError(browser.sdk.viewer());
    expect([error.status, error.reason]).toEqual([401, "TOKEN_INVALID"]);
    expect(problemsOf((await browser.sdk.refreshSession({})).refreshSession)).toEqual(["SESSION_EXPIRED"]);
  });

  it("do not use up the code when the new password is too weak", async () => {
    const { email } = await signUpPerson(app);
    await app.sdk.forgotPassword({ input: { identifier: email } });
    const code = await newestCode(app, email);
    const weak = await app.sdk.confirmForgotPassword({
      input: { identifier: email, code, newPassword: "short" },
    });
    expect(problemsOf(weak.confirmForgotPassword)).toEqual(["PASSWORD_POLICY newPassword MINIMUM_LENGTH"]);
    const { confirmForgotPassword } = await app.sdk.confirmForgotPassword({
      input: { identifier: email, code, newPassword },
    });
    expect(confirmForgotPassword.__typename).toBe("SignedIn");
  });

  it("respond alike for confirmed, unconfirmed and unknown addresses", async () => {
    const known = await signUpPerson(app, { email: "a.known@enterprise.example" });
    const unconfirmed = newAccount({ email: "a.unconfirmed@enterprise.example" });
    await app.sdk.signUp({ input: unconfirmed });
    const emails = [known.email, unconfirmed.email, "a.nobody@enterprise.example"];
    const sent = await Promise.all(
      emails.map((email) => app.sdk.forgotPassword({ input: { identifier: email } })),
    );
    expect(
      new Set(sent.map((answer, index) => JSON.stringify(answer).replace(emails[index] ?? "", ""))).size,
    ).toBe(1);

    const wrong = await Promise.all(
      emails.map((email) =>
        app.sdk.confirmForgotPassword({ input: { identifier: email, code: "000000", newPassword } }),
      ),
    );
    expect(problemsOf(wrong[0]?.confirmForgotPassword ?? { __typename: "nothing" })).toEqual([
      "INVALID_OR_EXPIRED_CODE code",
    ]);
    expect(new Set(wrong.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it("reject a code after an hour, and a code of a sign-up", async () => {
    const { email } = await signUpPerson(app);
    await app.sdk.forgotPassword({ input: { identifier: email } });
    const code = await newestCode(app, email);
    app.advance({ minutes: 61 });
    const late = await app.sdk.confirmForgotPassword({ input: { identifier: email, code, newPassword } });
    expect(problemsOf(late.confirmForgotPassword)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);

    const waiting = newAccount();
    await app.sdk.signUp({ input: waiting });
    const foreign = await app.sdk.confirmForgotPassword({
      input: { identifier: waiting.email, code: await newestCode(app, waiting.email), newPassword },
    });
    expect(problemsOf(foreign.confirmForgotPassword)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);
  });
});
