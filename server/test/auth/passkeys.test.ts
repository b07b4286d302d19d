import {
  DeleteWebAuthnCredentialCommand,
  type SetUserPoolMfaConfigCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { passkeys } from "../../auth/passkeys/passkeys-table.ts";
import { decodeJwt, signJwt } from "../../local-user-pool/tokens/jwt.ts";
import { loadSigningKeys } from "../../local-user-pool/tokens/signing-keys.ts";
import { totpCode } from "../../local-user-pool/clients/authenticator.ts";
import type { Browser } from "../support/app/browser.ts";
import { newAccount, newestCode, type Person, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { startOnPool } from "../support/app/start-on-pool.ts";
import { type MailServer, startMailServer } from "../support/network/mail-server.ts";
import { startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";
import { SoftwareAuthenticator } from "../support/passkeys/software-authenticator.ts";
import { eventually } from "../support/patience.ts";

const anyPassword = {
  MinimumLength: 12,
  RequireLowercase: false,
  RequireUppercase: false,
  RequireNumbers: false,
  RequireSymbols: false,
};

let app: TestApp;
let mailServer: MailServer;
let single: Site;
let both: Site;
beforeAll(async () => {
  app = await startTestApp();
  mailServer = await startMailServer();
  single = await startNode("SINGLE_FACTOR");
  both = await startNode("MULTI_FACTOR_WITH_USER_VERIFICATION");
});
afterAll(async () => {
  await app.stop();
  await mailServer.stop();
});

type Site = TestApp & { UserPoolId: string };

/** A node with passkeys, and the mails of the app beside it. */
async function startNode(
  FactorConfiguration: "SINGLE_FACTOR" | "MULTI_FACTOR_WITH_USER_VERIFICATION",
  environment: Record<string, string> = {},
  { WebAuthnConfiguration }: Pick<SetUserPoolMfaConfigCommandInput, "WebAuthnConfiguration"> = {},
): Promise<Site> {
  return {
    ...app,
    ...(await startOnPool(app, {
      pool: {
        UsernameAttributes: ["email"],
        AutoVerifiedAttributes: ["email"],
        Policies: {
          PasswordPolicy: anyPassword,
          SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"] },
        },
      },
      mfa: {
        MfaConfiguration: "OPTIONAL",
        SoftwareTokenMfaConfiguration: { Enabled: true },
        WebAuthnConfiguration: { RelyingPartyId: "localhost", FactorConfiguration, ...WebAuthnConfiguration },
      },
      environment: { SMTP_URL: mailServer.url(), ...environment },
    })),
  };
}

/** Adds a passkey in the person's browser. */
async function addPasskey(
  { browser }: Pick<Person, "browser">,
  name?: string,
  device = new SoftwareAuthenticator(),
) {
  const { startPasskeyRegistration } = await browser.sdk.startPasskeyRegistration();
  const { options } = expectState(startPasskeyRegistration, "PasskeyRegistrationStarted");
  const credential = device.create(options);
  const input = { credential, ...(name !== undefined && { name }) };
  const { completePasskeyRegistration } = await browser.sdk.completePasskeyRegistration({ input });
  const { passkeys: added } = expectState(completePasskeyRegistration, "Viewer");
  return { device, options, credential, added };
}

async function askForPasskey({ sdk }: Pick<Browser, "sdk">, identifier: string) {
  const { signIn } = await sdk.signIn({ input: { identifier, preferred: "WEB_AUTHN" } });
  const { challenge } = expectState(signIn, "ChallengeRequired");
  return { challengeToken: challenge.token, challenge, request: challenge.webAuthnRequest };
}

type Answer = Parameters<TestApp["sdk"]["respondToChallenge"]>[0]["input"];
async function respond({ sdk }: Pick<Browser, "sdk">, input: Answer) {
  return (await sdk.respondToChallenge({ input })).respondToChallenge;
}

async function passkeysOf({ browser }: Pick<Person, "browser">) {
  return (await browser.sdk.viewerPasskeys()).viewer?.passkeys ?? [];
}

describe("a passkey", () => {
  it("is added with a name, signs in, is listed with its last use, and is removed", async () => {
    const person = await signUpPerson(single);
    const { device, options, added } = await addPasskey(person, "  My phone ");
    expect(options.user).toMatchObject({ name: person.email, displayName: person.name });
    expect(added).toMatchObject([{ name: "My phone", lastUsedAt: null }]);
    const [passkey] = added;
    const browser = single.browser();
    const { challenge, challengeToken, request } = await askForPasskey(browser, person.email);
    expect(challenge.name).toBe("WEB_AUTHN");
    const credential = device.get(request);
    const { session } = expectState(await respond(browser, { challengeToken, credential }), "SignedIn");
    expect(session.viewer.handle).toBe(person.handle);
    browser.useAccessToken(session.accessToken);
    expect(await passkeysOf({ browser })).toEqual([{ ...passkey, lastUsedAt: expect.any(String) }]);
    // A sign-in by a passkey is a step-up as well.
    const input = { passkeyId: passkey?.id ?? "" };
    const { deletePasskey } = await browser.sdk.deletePasskey({ input });
    expect(expectState(deletePasskey, "Viewer").passkeys).toEqual([]);
    const again = await browser.sdk.deletePasskey({ input });
    expect(problemsOf(again.deletePasskey)).toEqual(["NOT_FOUND passkeyId"]);
    await eventually(() =>
      expect(mailServer.mails.filter(({ to }) => to.includes(person.email)).map(({ data }) => data)).toEqual([
        expect.stringContaining("passkey was added"),
        expect.stringContaining("passkey was removed"),
      ]),
    );
  });

  it("is named after what made it where its owner gives no name", async () => {
    const person = await signUpPerson(single);
    const { startPasskeyRegistration } = await person.browser.sdk.startPasskeyRegistration();
    const { options } = expectState(startPasskeyRegistration, "PasskeyRegistrationStarted");
    const headers = {
      "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
    };
    const { completePasskeyRegistration } = await person.browser.sdk.completePasskeyRegistration(
      { input: { credential: new SoftwareAuthenticator().create(options) } },
      { headers },
    );
    expect(expectState(completePasskeyRegistration, "Viewer").passkeys).toMatchObject([
      { name: "Firefox on Linux" },
    ]);
  });

  it("that was removed or made at the pool is as there, and with a token that may not ask it as of the last time", async () => {
    const person = await signUpPerson(single);
    const { added } = await addPasskey(person, "Mine");
    const [passkey] = added;
    const where = eq(passkeys.credentialId, passkey?.id ?? "");
    await app.db.delete(passkeys).where(where);
    expect(await passkeysOf(person)).toMatchObject([{ id: passkey?.id, name: expect.stringMatching(/./) }]);
    expect(await app.db.select().from(passkeys).where(where)).toHaveLength(1);
    const { access } = await loadSigningKeys(app.db, single.UserPoolId);
    const claims = decodeJwt(person.accessToken)?.claims;
    person.browser.useAccessToken(signJwt(access, { ...claims, scope: undefined }));
    expect(await passkeysOf(person)).toMatchObject([{ id: passkey?.id }]);
    const { startPasskeyRegistration } = await person.browser.sdk.startPasskeyRegistration();
    expect(problemsOf(startPasskeyRegistration)).toEqual(["NOT_SUPPORTED"]);
    person.browser.useAccessToken(person.accessToken);
    await app.cognito.send(
      new DeleteWebAuthnCredentialCommand({ AccessToken: person.accessToken, CredentialId: passkey?.id }),
    );
    expect(await passkeysOf(person)).toEqual([]);
    // A row of the last minute may be of a passkey that is being made.
    expect(await app.db.select().from(passkeys).where(where)).toHaveLength(1);
    app.advance({ minutes: 2 });
    expect(await passkeysOf(person)).toEqual([]);
    expect(await app.db.select().from(passkeys).where(where)).toEqual([]);
  });

  it("needs a sign-in of the last five minutes, to be added and to be removed", async () => {
    const person = await signUpPerson(single);
    const { device, added, options } = await addPasskey(person);
    app.advance({ minutes: 6 });
    const { sdk } = person.browser;
    const { startPasskeyRegistration } = await sdk.startPasskeyRegistration();
    expect(problemsOf(startPasskeyRegistration)).toEqual(["REAUTHENTICATION_REQUIRED"]);
    const credential = device.clone().create({ ...options, excludeCredentials: [] });
    const { completePasskeyRegistration } = await sdk.completePasskeyRegistration({ input: { credential } });
    expect(problemsOf(completePasskeyRegistration)).toEqual(["REAUTHENTICATION_REQUIRED"]);
    const { deletePasskey } = await sdk.deletePasskey({ input: { passkeyId: added[0]?.id ?? "" } });
    expect(problemsOf(deletePasskey)).toEqual(["REAUTHENTICATION_REQUIRED"]);
  });

  it("goes with the account", async () => {
    const { browser, password, ...person } = await signUpPerson(single);
    const { added } = await addPasskey({ browser });
    expectState((await browser.sdk.deleteAccount({ input: { password } })).deleteAccount, "AccountDeleted");
    const where = eq(passkeys.credentialId, added[0]?.id ?? "");
    expect(await app.db.select().from(passkeys).where(where)).toEqual([]);
    expect(person.email).toContain("@");
  });
});

describe("a registration is refused", () => {
  it("that was not started, is of another page, is used twice, or is no passkey at all", async () => {
    const person = await signUpPerson(single);
    const { device, options, credential } = await addPasskey(person);
    const complete = async (other: typeof credential) => {
      const { completePasskeyRegistration } = await person.browser.sdk.completePasskeyRegistration({
        input: { credential: other },
      });
      return problemsOf(completePasskeyRegistration);
    };
    expect(await complete(credential)).toEqual(["CHALLENGE_EXPIRED credential"]);
    const elsewhere = new SoftwareAuthenticator();
    expect(await complete(elsewhere.create({ ...options, challenge: "AAAAAAAAAAAAAAAAAAAAAA" }))).toEqual([
      "CHALLENGE_EXPIRED credential",
    ]);
    const started = async () => {
      const { startPasskeyRegistration } = await person.browser.sdk.startPasskeyRegistration();
      return expectState(startPasskeyRegistration, "PasskeyRegistrationStarted").options;
    };
    const fresh = await started();
    // The authenticator has one already.
    expect(() => device.create(fresh)).toThrow("InvalidStateError");
    expect(await complete(elsewhere.create(fresh, { origin: "https://evil.example" }))).toEqual([
      "PASSKEY_NOT_ACCEPTED credential",
    ]);
    expect(await complete(elsewhere.create(fresh, { rpId: "evil.example" }))).toEqual([
      "PASSKEY_NOT_ACCEPTED credential",
    ]);
    const { response, ...rest } = elsewhere.create(await started());
    expect(await complete({ ...rest, response: { ...response, attestationObject: "AAAA" } })).toEqual([
      expect.stringMatching(/^PASSKEY_NOT_\w+ credential$/),
    ]);
    expect(await complete({ ...rest, response: { ...response, clientDataJSON: "not base64url!" } })).toEqual([
      "INVALID_INPUT credential.response.clientDataJSON",
    ]);
  });

  it("where the pool has no passkeys", async () => {
    const PasswordPolicy = anyPassword;
    const pool = { UsernameAttributes: ["email" as const], AutoVerifiedAttributes: ["email" as const] };
    const node = await startOnPool(app, { pool: { ...pool, Policies: { PasswordPolicy } } });
    const person = await signUpPerson({ ...app, ...node });
    expect(await passkeysOf(person)).toEqual([]);
    const { startPasskeyRegistration } = await person.browser.sdk.startPasskeyRegistration();
    expect(problemsOf(startPasskeyRegistration)).toEqual(["FACTOR_NOT_AVAILABLE"]);
  });
});

/** What the pool may answer to a registration, and what the person is told. */
const refusals: [operation: "Start" | "Complete", exception: string, problem: string][] = [
  ["Start", "WebAuthnNotEnabledException", "FACTOR_NOT_AVAILABLE"],
  ["Start", "WebAuthnConfigurationMissingException", "FACTOR_NOT_AVAILABLE"],
  ["Start", "LimitExceededException", "LIMIT_REACHED"],
  ["Start", "TooManyRequestsException", "RATE_LIMITED"],
  ["Complete", "WebAuthnChallengeNotFoundException", "CHALLENGE_EXPIRED credential"],
  ["Complete", "WebAuthnClientMismatchException", "CHALLENGE_EXPIRED credential"],
  ["Complete", "WebAuthnOriginNotAllowedException", "PASSKEY_NOT_ACCEPTED credential"],
  ["Complete", "WebAuthnRelyingPartyMismatchException", "PASSKEY_NOT_ACCEPTED credential"],
  ["Complete", "WebAuthnCredentialNotSupportedException", "PASSKEY_NOT_SUPPORTED credential"],
  ["Complete", "LimitExceededException", "LIMIT_REACHED"],
];

it("the pool's exceptions are problems, and its calls are the same whether or not there is an account or a passkey", async () => {
  const pool = await startFaultyUserPool(app.userPoolUrl);
  const site = await startNode("SINGLE_FACTOR", { COGNITO_ENDPOINT: pool.url });
  const owner = await signUpPerson(site);
  const { device, options } = await addPasskey(owner);
  const { sdk } = owner.browser;
  for (const [operation, name, problem] of refusals) {
    pool.faults.set(`${operation}WebAuthnRegistration`, { kind: "exception", name, status: 400 });
    const input = { credential: new SoftwareAuthenticator().create(options) };
    const result =
      operation === "Start"
        ? (await sdk.startPasskeyRegistration()).startPasskeyRegistration
        : (await sdk.completePasskeyRegistration({ input })).completePasskeyRegistration;
    expect([name, ...problemsOf(result)]).toEqual([name, problem]);
  }
  pool.faults.clear();
  const without = await signUpPerson(site);
  for (const email of [newAccount().email, without.email, owner.email]) {
    pool.operations.length = 0;
    const { challengeToken, request } = await askForPasskey(site, email);
    const credential = device.get(request, { origin: "https://evil.example" });
    expect(problemsOf(await respond(site, { challengeToken, credential }))).toEqual([
      "PASSKEY_NOT_ACCEPTED credential",
    ]);
    const { signIn } = await site.sdk.signIn({ input: { identifier: email, preferred: "EMAIL_OTP" } });
    const { token } = expectState(signIn, "ChallengeRequired").challenge;
    await respond(site, { challengeToken: token, code: "00000000" });
    expect(pool.operations.filter((each) => !each.includes("."))).toEqual([
      "InitiateAuth",
      "RespondToAuthChallenge",
      "InitiateAuth",
      "AdminGetUser",
      "RespondToAuthChallenge",
    ]);
  }
});

describe("a sign-in by a passkey", () => {
  it("refuses another account's, a replay, another challenge's, another site's, and ends at the sixth answer", async () => {
    const [victim, stranger] = [await signUpPerson(single), await signUpPerson(single)];
    const { device } = await addPasskey(victim);
    const { device: strangersDevice } = await addPasskey(stranger);
    const first = await askForPasskey(single, victim.email);
    const used = device.get(first.request);
    expectState(
      await respond(single, { challengeToken: first.challengeToken, credential: used }),
      "SignedIn",
    );
    expect(
      problemsOf(await respond(single, { challengeToken: first.challengeToken, credential: used })),
    ).toEqual(["CHALLENGE_EXPIRED challengeToken"]);
    const { challengeToken, request } = await askForPasskey(single, victim.email);
    const answers = [
      used,
      strangersDevice.get({ ...request, allowCredentials: [] }),
      device.get(request, { origin: "https://evil.example" }),
      device.get(request, { rpId: "evil.example" }),
      device.get(request, { challenge: "AAAAAAAAAAAAAAAAAAAAAA" }),
    ];
    for (const credential of answers)
      expect(problemsOf(await respond(single, { challengeToken, credential }))).toEqual([
        "PASSKEY_NOT_ACCEPTED credential",
      ]);
    const right = device.get(request);
    expect(problemsOf(await respond(single, { challengeToken, credential: right }))).toEqual([
      "CHALLENGE_EXPIRED challengeToken",
    ]);
  });

  it("asks an address with passkeys, with none, and without an account alike, and the same each time", async () => {
    const owner = await signUpPerson(single);
    const { device } = await addPasskey(owner);
    await addPasskey(owner, "Another");
    const without = await signUpPerson(single);
    const nobody = newAccount();
    const looks = async (email: string) => {
      const { challenge } = await askForPasskey(single, email);
      const { token: _token, expiresAt: _expiresAt, webAuthnRequest, ...rest } = challenge;
      const { challenge: bytes = "", ...request } = webAuthnRequest ?? {};
      return { ...rest, request, bytes: bytes.length };
    };
    const expected = await looks(nobody.email);
    expect(expected.request).toMatchObject({ rpId: "localhost", allowCredentials: [] });
    for (const email of [nobody.email, owner.email, owner.email, without.email, without.email])
      expect(await looks(email)).toEqual(expected);
    for (const email of [nobody.email, without.email]) {
      const { challengeToken, request } = await askForPasskey(single, email);
      const answer = { challengeToken, credential: device.get(request) };
      for (let time = 0; time < 5; time += 1)
        expect(problemsOf(await respond(single, answer))).toEqual(["PASSKEY_NOT_ACCEPTED credential"]);
      expect(problemsOf(await respond(single, answer))).toEqual(["CHALLENGE_EXPIRED challengeToken"]);
    }
  });

  it("lists the passkeys to a browser that has signed in before, and tells it where there is none", async () => {
    const { browser, email } = await signUpPerson(single);
    browser.useAccessToken(undefined);
    const { signIn } = await browser.sdk.signIn({ input: { identifier: email, preferred: "WEB_AUTHN" } });
    expect(problemsOf(signIn)).toEqual(["FACTOR_NOT_AVAILABLE preferred"]);
    const { credential } = await addPasskey(
      await signInPerson(single, { email, password: newAccount().password }),
    );
    const { request } = await askForPasskey(browser, email);
    expect(request?.allowCredentials).toMatchObject([{ type: "public-key", id: credential.id }]);
  });
});

describe("with an authenticator app", () => {
  async function enableTotp({ browser }: Pick<Person, "browser">): Promise<string> {
    const { secret } = expectState((await browser.sdk.setUpTotp()).setUpTotp, "TotpSetUp");
    const { confirmTotp } = await browser.sdk.confirmTotp({ input: { code: totpCode(secret, app.now()) } });
    expectState(confirmTotp, "Viewer");
    app.advance({ seconds: 31 });
    return secret;
  }

  it("a passkey that has verified its user stands for both factors where the pool has that", async () => {
    const person = await signUpPerson(both);
    const { device } = await addPasskey(person);
    await enableTotp(person);
    const browser = both.browser();
    const { challengeToken, request } = await askForPasskey(browser, person.email);
    expect(request?.userVerification).toBe("required");
    const unverified = device.get(request, { userIsVerified: false });
    expect(problemsOf(await respond(browser, { challengeToken, credential: unverified }))).toEqual([
      "PASSKEY_NOT_ACCEPTED credential",
    ]);
    const answer = await respond(browser, { challengeToken, credential: device.get(request) });
    const { accessToken } = expectState(answer, "SignedIn").session;
    browser.useAccessToken(accessToken);
    // It has shown a second factor, so it may turn one off.
    expectState((await browser.sdk.disableTotp()).disableTotp, "Viewer");
  });

  it("an account is asked for a passkey as one without, and as none: the request does not tell who has it", async () => {
    for (const [site, userVerification] of [
      [single, "preferred"],
      [both, "required"],
    ] as const) {
      const [withApp, without] = [await signUpPerson(site), await signUpPerson(site)];
      for (const person of [withApp, without]) await addPasskey(person);
      await enableTotp(withApp);
      for (const email of [withApp.email, without.email, newAccount().email, withApp.email]) {
        const { request } = await askForPasskey(site.browser(), email);
        expect({ ...request, challenge: "" }).toMatchObject({ allowCredentials: [], userVerification });
      }
    }
  });

  it("a new passkey verifies its user where the pool requires that", async () => {
    const required = { WebAuthnConfiguration: { UserVerification: "required" as const } };
    for (const [site, userVerification] of [
      [single, "preferred"],
      [await startNode("SINGLE_FACTOR", {}, required), "required"],
    ] as const) {
      const person = await signUpPerson(site);
      const { options } = await addPasskey(person);
      expect(options.authenticatorSelection).toMatchObject({ residentKey: "required", userVerification });
      const { request } = await askForPasskey(site.browser(), person.email);
      expect(request?.userVerification).toBe(userVerification);
    }
  });

  it("one is added only by a sign-in that has shown the second factor", async () => {
    const person = await signUpPerson(both);
    await enableTotp(person);
    const { startPasskeyRegistration } = await person.browser.sdk.startPasskeyRegistration();
    expect(problemsOf(startPasskeyRegistration)).toEqual(["REAUTHENTICATION_REQUIRED"]);
  });

  it("a mailed code leads to the app's code", async () => {
    const person = await signUpPerson(single);
    const secret = await enableTotp(person);
    const { signIn } = await single.sdk.signIn({
      input: { identifier: person.email, preferred: "EMAIL_OTP" },
    });
    const { token } = expectState(signIn, "ChallengeRequired").challenge;
    const code = await newestCode(app, person.email);
    const next = await respond(single, { challengeToken: token, code });
    const { challenge } = expectState(next, "ChallengeRequired");
    expect(challenge.name).toBe("SOFTWARE_TOKEN_MFA");
    const last = { challengeToken: challenge.token, code: totpCode(secret, app.now()) };
    expect((await respond(single, last)).__typename).toBe("SignedIn");
  });
});
