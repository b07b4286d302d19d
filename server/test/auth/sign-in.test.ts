import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newAccount, newestCode, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { localUserPoolId, startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
const UserPoolId = localUserPoolId;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

describe("signIn", () => {
  it("ignores the case of the address", async () => {
    const { email, password, handle } = await signUpPerson(app);
    const { signIn } = await app.sdk.signIn({ input: { identifier: ` ${email.toUpperCase()}`, password } });
    expect(expectState(signIn, "SignedIn").session.viewer.handle).toBe(handle);
  });

  it("responds alike to a wrong password and to an unknown address", async () => {
    const { email } = await signUpPerson(app);
    const wrong = await app.sdk.signIn({ input: { identifier: email, password: "not the pass phrase" } });
    const unknown = await app.sdk.signIn({
      input: { identifier: "nobody@enterprise.example", password: "whatever it is" },
    });
    const odd = await app.sdk.signIn({ input: { identifier: email, password: "not\0a password" } });
    expect(problemsOf(wrong.signIn)).toEqual(["INVALID_CREDENTIALS"]);
    expect(unknown).toEqual(wrong);
    expect(odd).toEqual(wrong);
  });

  it("returns ConfirmationRequired for an unconfirmed account, and mails a new code, if the password is right", async () => {
    const account = newAccount();
    await app.sdk.signUp({ input: account });
    const wrong = await app.sdk.signIn({
      input: { identifier: account.email, password: "not the pass phrase" },
    });
    expect(problemsOf(wrong.signIn)).toEqual(["INVALID_CREDENTIALS"]);
    const { signIn } = await app.sdk.signIn({
      input: { identifier: account.email, password: account.password },
    });
    expect(expectState(signIn, "ConfirmationRequired")).toMatchObject({
      identifier: account.email,
      codeDelivery: { medium: "EMAIL" },
    });
    expect((await app.mails(account.email)).length).toBe(2);
    const { confirmSignUp } = await app.sdk.confirmSignUp({
      input: { identifier: account.email, code: await newestCode(app, account.email) },
    });
    expect(confirmSignUp.__typename).toBe("SignedIn");
  });

  it("allows four wrong passwords of a browser that is not known, and then says how long to wait, even for the right one", async () => {
    const { email, password } = await signUpPerson(app);
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const { signIn } = await app.sdk.signIn({
        input: { identifier: email, password: "not the pass phrase" },
      });
      expect(problemsOf(signIn)).toEqual(["INVALID_CREDENTIALS"]);
    }
    const { signIn } = await app.sdk.signIn({ input: { identifier: email, password } });
    const [problem] = expectState(signIn, "Rejected").problems;
    expect(problem).toMatchObject({ code: "RATE_LIMITED" });
    expect(problem?.retryAfterSeconds).toBeGreaterThan(0);
    expect(problem?.retryAfterSeconds).toBeLessThanOrEqual(15 * 60);
    // Other users are not affected.
    await signUpPerson(app);
  });
});

describe("respondToChallenge", () => {
  const temporary = "a temporary pass phrase";

  async function invite(email: string, attributes: Record<string, string> = {}): Promise<void> {
    await app.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: email,
        TemporaryPassword: temporary,
        MessageAction: "SUPPRESS",
        UserAttributes: Object.entries({ email, email_verified: "true", ...attributes }).map(
          ([Name, Value]) => ({
            Name,
            Value,
          }),
        ),
      }),
    );
  }

  async function openChallenge(email: string) {
    const { signIn } = await app.sdk.signIn({ input: { identifier: email, password: temporary } });
    return expectState(signIn, "ChallengeRequired").challenge;
  }

  it("lets an invited user choose a password, a name and a handle, and signs in", async () => {
    const { email, password, name, handle } = newAccount();
    await invite(email);
    const challenge = await openChallenge(email);
    expect(challenge.name).toBe("NEW_PASSWORD_REQUIRED");
    expect(challenge.requiredAttributes.toSorted()).toEqual(["handle", "name"]);

    const input = { challengeToken: challenge.token, newPassword: password, name, handle };
    const { respondToChallenge } = await app.sdk.respondToChallenge({ input });
    expect(expectState(respondToChallenge, "SignedIn").session.viewer).toMatchObject({ email, name, handle });
    expect((await app.sdk.signIn({ input: { identifier: email, password } })).signIn.__typename).toBe(
      "SignedIn",
    );

    const again = await app.sdk.respondToChallenge({ input });
    expect(problemsOf(again.respondToChallenge)).toEqual(["CHALLENGE_EXPIRED challengeToken"]);
  });

  it("names missing and invalid fields, and can be repeated", async () => {
    const taken = await signUpPerson(app);
    const { email, password, name, handle } = newAccount();
    await invite(email);
    const { token: challengeToken } = await openChallenge(email);
    const answer = async (input: object) =>
      problemsOf(
        (await app.sdk.respondToChallenge({ input: { challengeToken, ...input } })).respondToChallenge,
      );

    expect(await answer({})).toEqual([
      "INVALID_INPUT newPassword",
      "INVALID_INPUT name",
      "INVALID_INPUT handle",
    ]);
    expect(await answer({ newPassword: "short", name, handle })).toEqual([
      "PASSWORD_POLICY newPassword MINIMUM_LENGTH",
    ]);
    expect(await answer({ newPassword: password, name, handle: taken.handle })).toEqual([
      "HANDLE_TAKEN handle",
    ]);
    const { respondToChallenge } = await app.sdk.respondToChallenge({
      input: { challengeToken, newPassword: password, name, handle },
    });
    expect(respondToChallenge.__typename).toBe("SignedIn");
  });

  it("requires only the attributes that the account lacks", async () => {
    const { email, password, name, handle } = newAccount();
    await invite(email, { name, preferred_username: handle });
    const challenge = await openChallenge(email);
    expect(challenge.requiredAttributes).toEqual([]);
    const { respondToChallenge } = await app.sdk.respondToChallenge({
      input: { challengeToken: challenge.token, newPassword: password, name: "Somebody Else" },
    });
    expect(expectState(respondToChallenge, "SignedIn").session.viewer).toMatchObject({ name, handle });
  });

  it("rejects a token after three minutes, and a forged one", async () => {
    const { email, password } = newAccount();
    await invite(email, { name: "Data", preferred_username: newAccount().handle });
    const { token } = await openChallenge(email);
    app.advance({ minutes: 3, seconds: 1 });
    for (const challengeToken of [token, "made-up", ""]) {
      const { respondToChallenge } = await app.sdk.respondToChallenge({
        input: { challengeToken, newPassword: password },
      });
      expect(problemsOf(respondToChallenge)).toEqual(["CHALLENGE_EXPIRED challengeToken"]);
    }
  });

  it("gives an account that an administrator created a free handle close to its preferred one", async () => {
    const { handle } = await signUpPerson(app, { handle: "riker" });
    const { email, password } = newAccount();
    await invite(email, { name: "Thomas Riker", preferred_username: handle });
    await app.cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password: password, Permanent: true }),
    );
    const { signIn } = await app.sdk.signIn({ input: { identifier: email, password } });
    expect(expectState(signIn, "SignedIn").session.viewer.handle).toBe("riker2");
  });
});
