import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { totpCode } from "../../local-user-pool/clients/authenticator.ts";
import { newAccount, newestCode, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { localUserPoolId as UserPoolId, startTestApp, type TestApp } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** An account that an administrator made, with any address and password. */
async function createAtPool(email: string, Password: string): Promise<void> {
  const UserAttributes = Object.entries({ email, email_verified: "true" }).map(([Name, Value]) => ({
    Name,
    Value,
  }));
  await app.cognito.send(
    new AdminCreateUserCommand({ UserPoolId, Username: email, MessageAction: "SUPPRESS", UserAttributes }),
  );
  await app.cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password, Permanent: true }),
  );
}

function toDigits(code: string, zero: number): string {
  return code.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
}

describe("a code", () => {
  it.each<[string, (code: string) => string]>([
    ["full-width digits", (code) => toDigits(code, 0xff10)],
    ["Arabic-Indic digits", (code) => toDigits(code, 0x660)],
    ["Persian digits", (code) => toDigits(code, 0x6f0)],
    ["Devanagari digits", (code) => toDigits(code, 0x966)],
    ["mathematical digits", (code) => toDigits(code, 0x1d7d8)],
    ["digits beyond the basic plane", (code) => toDigits(code, 0x1e950)],
    ["zero-width characters", (code) => `\u{200b}${code.split("").join("\u{2060}")}\u{feff}`],
    ["direction marks", (code) => `\u{202a}${code}\u{202c}\u{200f}`],
    ["groups", (code) => ` ${code.slice(0, 3)} – ${code.slice(3)}\n`],
    ["hyphens", (code) => code.split("").join("-")],
    ["a minus and no-break spaces", (code) => `${code.slice(0, 3)}\u{a0}\u{2212}\u{202f}${code.slice(3)}`],
  ])("is read as people have it, wherever one is asked for: %s", async (_form, write) => {
    const account = newAccount();
    const browser = app.browser();
    const { sdk } = browser;
    await sdk.signUp({ input: account });
    const { email } = account;
    const code = write(await newestCode(app, email));
    const { confirmSignUp } = await sdk.confirmSignUp({ input: { identifier: email, code } });
    const { accessToken } = expectState(confirmSignUp, "SignedIn").session;
    browser.useAccessToken(accessToken);
    const { secret } = expectState((await sdk.setUpTotp()).setUpTotp, "TotpSetUp");
    const { confirmTotp } = await sdk.confirmTotp({ input: { code: write(totpCode(secret, app.now())) } });
    expect(confirmTotp.__typename).toBe("Viewer");
    await sdk.forgotPassword({ input: { identifier: email } });
    const reset = {
      identifier: email,
      code: write(await newestCode(app, email)),
      newPassword: "another pass phrase",
    };
    const { confirmForgotPassword } = await sdk.confirmForgotPassword({ input: reset });
    const { challenge } = expectState(confirmForgotPassword, "ChallengeRequired");
    app.advance({ seconds: 31 });
    const { respondToChallenge } = await sdk.respondToChallenge({
      input: { challengeToken: challenge.token, code: write(totpCode(secret, app.now())) },
    });
    expect(respondToChallenge.__typename).toBe("SignedIn");
  });

  it.each([
    "",
    "123",
    "12345678901",
    "abcdef",
    "12a456",
    "①②③④⑤x",
    "１２３",
    "0".repeat(60_000),
    "-".repeat(60_000),
  ])("that is none is refused at its field: %s", async (code) => {
    const { confirmSignUp } = await app.sdk.confirmSignUp({
      input: { identifier: newAccount().email, code },
    });
    expect(expectState(confirmSignUp, "Rejected").problems).toMatchObject([
      { code: "INVALID_INPUT", field: "code" },
    ]);
  });
});

describe("a password", () => {
  const composed = "l’été à la plage ñ";
  const decomposed = composed.normalize("NFD");

  it("is the same in both forms, wherever it is chosen or asked for", async () => {
    for (const [chosen, typed] of [
      [composed, decomposed],
      [decomposed, composed],
    ] as const) {
      const person = await signUpPerson(app, { password: chosen });
      const { email, browser } = person;
      const { signIn } = await browser.sdk.signIn({ input: { identifier: email, password: typed } });
      browser.useAccessToken(expectState(signIn, "SignedIn").session.accessToken);
      const next = `${chosen} 2`;
      const { changePassword } = await browser.sdk.changePassword({
        input: { currentPassword: typed, newPassword: next.normalize("NFD") },
      });
      expect(changePassword.__typename).not.toBe("Rejected");
      await app.sdk.forgotPassword({ input: { identifier: email } });
      const code = await newestCode(app, email);
      const newPassword = `${typed} 3`;
      await app.sdk.confirmForgotPassword({ input: { identifier: email, code, newPassword } });
      const last = await browser.sdk.signIn({ input: { identifier: email, password: `${chosen} 3` } });
      browser.useAccessToken(expectState(last.signIn, "SignedIn").session.accessToken);
      const { deleteAccount } = await browser.sdk.deleteAccount({ input: { password: `${typed} 3` } });
      expect(deleteAccount.__typename).toBe("AccountDeleted");
    }
  });

  it("that a pool holds in another form opens as it was typed there", async () => {
    const { email } = newAccount();
    await createAtPool(email, decomposed);
    const typed = await app.sdk.signIn({ input: { identifier: email, password: decomposed } });
    expect(typed.signIn.__typename).not.toBe("Rejected");
  });

  it("that differs in other letters is wrong, in both forms", async () => {
    const { email, browser } = await signUpPerson(app, { password: composed });
    for (const wrong of [`${composed}é`, `${decomposed}é`.normalize("NFD"), composed.replaceAll("é", "e")]) {
      const { signIn } = await browser.sdk.signIn({ input: { identifier: email, password: wrong } });
      expect(problemsOf(signIn)).toEqual(["INVALID_CREDENTIALS"]);
    }
    const { signIn } = await browser.sdk.signIn({ input: { identifier: email, password: composed } });
    expect(signIn.__typename).toBe("SignedIn");
  });
});

describe("an address", () => {
  it.each([
    ["two dots", (unique: string) => `a..${unique}@enterprise.example`],
    ["a dot at the end", (unique: string) => `${unique}.@enterprise.example`],
    ["accents", (unique: string) => `josé.${unique}@enterprise.example`],
    ["decomposed accents", (unique: string) => `josé.${unique}@enterprise.example`.normalize("NFD")],
    ["an internationalized domain", (unique: string) => `${unique}@bücher.example`],
  ])("that a pool holds can be typed, though it would not be chosen: %s", async (_what, write) => {
    const email = write(newAccount().handle);
    await createAtPool(email, "a long enough pass phrase");
    for (const typed of [email, email.normalize("NFC"), email.normalize("NFD"), email.toUpperCase()]) {
      const { signIn } = await app.sdk.signIn({
        input: { identifier: typed, password: "a long enough pass phrase" },
      });
      expect(signIn.__typename).not.toBe("Rejected");
    }
    await app.sdk.forgotPassword({ input: { identifier: email } });
    const code = await newestCode(app, email);
    const reset = { identifier: email, code, newPassword: "another pass phrase" };
    const { confirmForgotPassword } = await app.sdk.confirmForgotPassword({ input: reset });
    expect(confirmForgotPassword.__typename).not.toBe("Rejected");
  });

  it("with an internationalized domain is one account in both spellings", async () => {
    const { handle, ...account } = newAccount();
    const [local = ""] = account.email.split("@");
    const spellings = [
      `${local}@bücher.example`,
      `${local}@xn--bcher-kva.example`,
      `${local}@BÜCHER.example`.normalize("NFD"),
    ];
    const [first = "", ...others] = spellings;
    const { sdk } = app.browser();
    await sdk.signUp({ input: { ...account, handle, email: first } });
    const code = await newestCode(app, spellings[1] ?? "");
    const { confirmSignUp } = await sdk.confirmSignUp({ input: { identifier: first, code } });
    expect(confirmSignUp.__typename).toBe("SignedIn");
    for (const email of others) {
      const { signIn } = await app.sdk.signIn({ input: { identifier: email, password: account.password } });
      expect(expectState(signIn, "SignedIn").session.viewer.handle).toBe(handle);
    }
    const { signUp } = await app
      .browser()
      .sdk.signUp({ input: { ...newAccount(), email: spellings[1] ?? "" } });
    expect(signUp.__typename).toBe("CodeSent");
    // Notices are sent after the response.
    await eventually(async () =>
      expect((await app.newestMail(`${local}@xn--bcher-kva.example`)).code).toBeNull(),
    );
  });

  it.each(["", "@", "a@", "@b", "a b@enterprise.example", "a@b c", "a\0@b.example", "x".repeat(60_000)])(
    "that is none is refused: %j",
    async (email) => {
      const { signIn } = await app.sdk.signIn({ input: { identifier: email, password: "whatever it is" } });
      expect(expectState(signIn, "Rejected").problems).toMatchObject([
        { code: "INVALID_INPUT", field: "identifier" },
      ]);
    },
  );
});
