import { afterAll, beforeAll, expect, it } from "vitest";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { expectState } from "../support/app/expectations.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";
import { SoftwareAuthenticator } from "../support/passkeys/software-authenticator.ts";

// What a sign-in by a passkey costs at the local user pool, which is in the database of the test.

let app: TestApp;
let person: Person;
const device = new SoftwareAuthenticator();
let statements: string[] = [];

beforeAll(async () => {
  app = await startTestApp({
    environment: { COGNITO_FIRST_FACTORS: "PASSWORD,WEB_AUTHN" },
    onStatement: (text) => {
      if (text.startsWith("select") && text.includes('"local_user_pool"')) statements.push(text);
    },
  });
  person = await signUpPerson(app);
  const { sdk } = person.browser;
  const { startPasskeyRegistration } = await sdk.startPasskeyRegistration();
  const { options } = expectState(startPasskeyRegistration, "PasskeyRegistrationStarted");
  const input = { credential: device.create(options) };
  expectState((await sdk.completePasskeyRegistration({ input })).completePasskeyRegistration, "Viewer");
});
afterAll(() => app.stop());

it("a sign-in by a passkey reads nothing at the pool twice for one request", async () => {
  const { sdk } = app.browser();
  statements = [];
  const { signIn } = await sdk.signIn({ input: { identifier: person.email, preferred: "WEB_AUTHN" } });
  const { token: challengeToken, webAuthnRequest } = expectState(signIn, "ChallengeRequired").challenge;
  // The app client, the user and their passkeys.
  expect(statements).toHaveLength(3);
  expect(new Set(statements).size).toBe(3);
  const credential = device.get(webAuthnRequest);
  statements = [];
  const { respondToChallenge } = await sdk.respondToChallenge({ input: { challengeToken, credential } });
  expectState(respondToChallenge, "SignedIn");
  expect(new Set(statements).size).toBe(statements.length);
});
