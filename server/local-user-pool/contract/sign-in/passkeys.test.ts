import {
  AdminDisableUserCommand,
  AdminInitiateAuthCommand,
  AdminResetUserPasswordCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  DeleteWebAuthnCredentialCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SoftwareAuthenticator } from "../../../test/support/passkeys/software-authenticator.ts";
import type { Tampering } from "../../../test/support/passkeys/software-authenticator.ts";
import { timeStepAt, totpCode } from "../../mfa/totp.ts";
import { claimsOf, createClient, defined, newEmail, signInByPassword } from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import {
  answerWithPasskey,
  configure,
  createOwner,
  createPasskeyPool,
  origin,
  relyingPartyId,
  requestOptionsOf,
  signInByPasskey,
  startPasskeySignIn,
} from "../support/passkeys.ts";
import type { Owner } from "../support/passkeys.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;
/** A user whom no test changes, and who has signed in by passkey before. */
let owner: Owner;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPasskeyPool(endpoint);
  owner = await createOwner(endpoint, pool);
  await signInByPasskey(endpoint, pool, owner, { userHandle: null });
});

afterAll(() => endpoint.close());

afterEach(() => {
  expect(endpoint.unexpectedErrors).toEqual([]);
});

const refused = { name: "NotAuthorizedException" };
const invalid = { name: "InvalidParameterException" };
const allFactors = ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP", "WEB_AUTHN"];

const start = (USERNAME: string, ofPool = pool) =>
  endpoint.cognito.send(
    new InitiateAuthCommand({
      ClientId: ofPool.clientId,
      AuthFlow: "USER_AUTH",
      AuthParameters: { USERNAME },
    }),
  );

const select = (Session: string | undefined, ChallengeResponses: Record<string, string>) =>
  endpoint.cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId: pool.clientId,
      ChallengeName: "SELECT_CHALLENGE",
      Session,
      ChallengeResponses: { ANSWER: "WEB_AUTHN", ...ChallengeResponses },
    }),
  );

/** Gives a user an authenticator app as a second factor. */
async function addAuthenticatorApp(ofPool: TestPool, { email, AccessToken }: Owner): Promise<void> {
  const { SecretCode } = await endpoint.cognito.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const UserCode = totpCode(defined(SecretCode), timeStepAt(endpoint.now()));
  await endpoint.cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  await endpoint.cognito.send(
    new AdminSetUserMFAPreferenceCommand({
      UserPoolId: ofPool.poolId,
      Username: email,
      SoftwareTokenMfaSettings: { Enabled: true },
    }),
  );
}

describe("a sign-in by passkey", () => {
  it("has the options of Cognito, and gives tokens", async () => {
    const challenge = await startPasskeySignIn(endpoint, pool, owner.email);
    expect(challenge).toMatchObject({ ChallengeName: "WEB_AUTHN", AvailableChallenges: allFactors });
    expect(Object.keys(challenge.ChallengeParameters ?? {})).toEqual(["CREDENTIAL_REQUEST_OPTIONS"]);
    const options = requestOptionsOf(challenge);
    expect(options).toEqual({
      challenge: expect.stringMatching(/^[\w-]{22}$/),
      timeout: 180_000,
      rpId: relyingPartyId,
      allowCredentials: [{ type: "public-key", id: owner.credentialId, transports: ["internal", "hybrid"] }],
      userVerification: "preferred",
    });
    const credential = owner.authenticator.get(options);
    const signedIn = await answerWithPasskey(endpoint, pool, owner.email, challenge.Session, credential);
    expect(claimsOf(signedIn.AuthenticationResult?.IdToken)["email"]).toBe(owner.email);
  });

  it("is verified with RS256 too, and with an authenticator that does not count", async () => {
    const other = await createOwner(endpoint, pool, { algorithm: "RS256", countsSignatures: false });
    for (let times = 0; times < 2; times += 1) {
      expect((await signInByPasskey(endpoint, pool, other)).AuthenticationResult).toBeDefined();
    }
  });

  it("is possible where the client chooses it, and by naming the choice with the credential", async () => {
    const { email: USERNAME, authenticator } = owner;
    const choice = await start(USERNAME);
    expect(choice).toMatchObject({ ChallengeName: "SELECT_CHALLENGE", AvailableChallenges: allFactors });
    const chosen = await select(choice.Session, { USERNAME });
    expect(chosen.ChallengeName).toBe("WEB_AUTHN");
    const credential = authenticator.get(requestOptionsOf(chosen));
    const signedIn = await answerWithPasskey(endpoint, pool, USERNAME, chosen.Session, credential);
    expect(signedIn.AuthenticationResult).toBeDefined();

    const preferred = await startPasskeySignIn(endpoint, pool, USERNAME);
    const CREDENTIAL = JSON.stringify(authenticator.get(requestOptionsOf(preferred)));
    expect((await select(preferred.Session, { USERNAME, CREDENTIAL })).AuthenticationResult).toBeDefined();
  });

  it("is possible by the operations of administrators", async () => {
    const ofPool = { UserPoolId: pool.poolId, ClientId: pool.clientId };
    const { email: USERNAME, authenticator } = owner;
    const AuthParameters = { USERNAME, PREFERRED_CHALLENGE: "WEB_AUTHN" };
    const challenge = await endpoint.cognito.send(
      new AdminInitiateAuthCommand({ ...ofPool, AuthFlow: "USER_AUTH", AuthParameters }),
    );
    const CREDENTIAL = JSON.stringify(authenticator.get(requestOptionsOf(challenge)));
    const signedIn = await endpoint.cognito.send(
      new AdminRespondToAuthChallengeCommand({
        ...ofPool,
        ChallengeName: "WEB_AUTHN",
        Session: challenge.Session,
        ChallengeResponses: { USERNAME, CREDENTIAL },
      }),
    );
    expect(signedIn.AuthenticationResult).toBeDefined();
  });

  it("is not offered without a passkey, for another relying party, or with a temporary password", async () => {
    const other = await createPasskeyPool(endpoint);
    const { email, AccessToken, credentialId } = await createOwner(endpoint, other);
    const offered = async () => {
      const { ChallengeName, AvailableChallenges } = await startPasskeySignIn(endpoint, other, email);
      return [ChallengeName, AvailableChallenges?.includes("WEB_AUTHN")];
    };
    expect(await offered()).toEqual(["WEB_AUTHN", true]);
    await configure(endpoint, other, { WebAuthnConfiguration: { RelyingPartyId: "example.org" } });
    expect(await offered()).toEqual(["SELECT_CHALLENGE", false]);
    await configure(endpoint, other);
    const forUser = { UserPoolId: other.poolId, Username: email, Password: "Temporary-1" };
    await endpoint.cognito.send(new AdminSetUserPasswordCommand(forUser));
    expect(await offered()).toEqual(["SELECT_CHALLENGE", false]);
    await endpoint.cognito.send(new AdminSetUserPasswordCommand({ ...forUser, Permanent: true }));
    expect(await offered()).toEqual(["WEB_AUTHN", true]);
    await endpoint.cognito.send(
      new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId: credentialId }),
    );
    expect(await offered()).toEqual(["SELECT_CHALLENGE", false]);
  });

  it("tells a disabled user, and one whose password was reset, only after the proof", async () => {
    const other = await createOwner(endpoint, pool);
    const forUser = { UserPoolId: pool.poolId, Username: other.email };
    await endpoint.cognito.send(new AdminResetUserPasswordCommand(forUser));
    await expect(signInByPasskey(endpoint, pool, other)).rejects.toMatchObject({
      name: "PasswordResetRequiredException",
    });
    await endpoint.cognito.send(new AdminDisableUserCommand(forUser));
    await expect(signInByPasskey(endpoint, pool, other)).rejects.toMatchObject({
      ...refused,
      message: "User is disabled.",
    });
    await expect(
      signInByPasskey(endpoint, pool, other, { origin: "https://evil.test" }),
    ).rejects.toMatchObject({ ...refused, message: "Incorrect username or password." });
  });
});

describe("a response is refused", () => {
  it.each<[string, Tampering]>([
    ["from a page of another site", { origin: "https://evil.test" }],
    ["from a page without TLS", { origin: "http://app.example.com" }],
    ["from a frame of another site", { clientData: { crossOrigin: true } }],
    ["for another relying party", { rpId: "evil.test" }],
    ["of another ceremony", { type: "webauthn.create" }],
    ["to a challenge that the pool did not issue", { challenge: "bWFkZS11cC1jaGFsbGVuZw" }],
    ["without the user's presence", { userIsPresent: false }],
    ["with another user's handle", { userHandle: Buffer.from("somebody else").toString("base64url") }],
    ["with the counter of its registration", { counter: 0 }],
  ])("%s", async (_name, tampering) => {
    await expect(signInByPasskey(endpoint, pool, owner, tampering)).rejects.toMatchObject({
      ...refused,
      message: "Incorrect username or password.",
    });
  });

  it("a second time, in its own sign-in and in another one, also in parallel", async () => {
    // Its counter stays 0, and does not tell a replay.
    const { email, authenticator } = await createOwner(endpoint, pool, { countsSignatures: false });
    const challenge = await startPasskeySignIn(endpoint, pool, email);
    const credential = authenticator.get(requestOptionsOf(challenge));
    const answer = (Session: string | undefined) =>
      answerWithPasskey(endpoint, pool, email, Session, credential);
    const results = await Promise.allSettled([1, 2, 3].map(() => answer(challenge.Session)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(answer(challenge.Session)).rejects.toMatchObject(refused);
    const { Session } = await startPasskeySignIn(endpoint, pool, email);
    await expect(answer(Session)).rejects.toMatchObject(refused);
  });

  it("to the challenge of another user, app client or sign-in, and after three minutes", async () => {
    const other = await createOwner(endpoint, pool);
    const [own, foreign] = await Promise.all(
      [owner, other].map(({ email }) => startPasskeySignIn(endpoint, pool, email)),
    );
    const credential = owner.authenticator.get(requestOptionsOf(defined(own)));
    // The other user's passkey is none of the owner's, whichever of them is named.
    const named = { ...Object(requestOptionsOf(defined(own))), allowCredentials: [] };
    const stolen = other.authenticator.get(named, { userHandle: null });
    const client = await createClient(endpoint, pool.poolId, { ClientName: "other" });
    const attempts = [
      answerWithPasskey(endpoint, pool, owner.email, own?.Session, stolen),
      answerWithPasskey(endpoint, pool, other.email, own?.Session, stolen),
      answerWithPasskey(endpoint, pool, other.email, foreign?.Session, credential),
      answerWithPasskey(endpoint, pool, owner.email, foreign?.Session, credential),
      answerWithPasskey(
        endpoint,
        { clientId: defined(client.ClientId) },
        owner.email,
        own?.Session,
        credential,
      ),
      answerWithPasskey(endpoint, pool, owner.email, undefined, credential),
    ];
    for (const attempt of await Promise.allSettled(attempts)) {
      expect(attempt).toMatchObject({ status: "rejected", reason: refused });
    }
    endpoint.advance(180);
    await expect(
      answerWithPasskey(endpoint, pool, owner.email, own?.Session, credential),
    ).rejects.toMatchObject(refused);
  });

  it("of a copy of an authenticator that has fallen behind", async () => {
    const { email, authenticator } = await createOwner(endpoint, pool);
    const copy = authenticator.clone();
    await signInByPasskey(endpoint, pool, { email, authenticator });
    await expect(signInByPasskey(endpoint, pool, { email, authenticator: copy })).rejects.toMatchObject(
      refused,
    );
  });

  it("with a signature, client data or authenticator data that were changed", async () => {
    const challenge = await startPasskeySignIn(endpoint, pool, owner.email);
    const credential = owner.authenticator.get(requestOptionsOf(challenge));
    const { response } = credential;
    const bytesOf = (text: string) => Buffer.from(text, "base64url");
    const flip = (text: string, at: number) => {
      const bytes = bytesOf(text);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 0x01, at);
      return bytes.toString("base64url");
    };
    const clientData = JSON.stringify({
      ...JSON.parse(bytesOf(response.clientDataJSON).toString()),
      extra: 1,
    });
    const authenticatorData = bytesOf(response.authenticatorData);
    for (const changed of [
      { signature: flip(response.signature, 20) },
      { signature: bytesOf(response.signature).subarray(0, -1).toString("base64url") },
      { signature: "AA" },
      { clientDataJSON: Buffer.from(clientData).toString("base64url") },
      // The counter, and the flag of user verification.
      { authenticatorData: flip(response.authenticatorData, 36) },
      { authenticatorData: flip(response.authenticatorData, 32) },
      { authenticatorData: authenticatorData.subarray(0, 36).toString("base64url") },
      { authenticatorData: Buffer.concat([authenticatorData, Buffer.alloc(9)]).toString("base64url") },
    ]) {
      await expect(
        answerWithPasskey(endpoint, pool, owner.email, challenge.Session, {
          ...credential,
          response: { ...response, ...changed },
        }),
      ).rejects.toMatchObject(refused);
    }
    const signedIn = await answerWithPasskey(endpoint, pool, owner.email, challenge.Session, credential);
    expect(signedIn.AuthenticationResult).toBeDefined();
  });

  it("that is no JSON of WebAuthn", async () => {
    const { email: USERNAME, authenticator } = owner;
    const { Session, ...challenge } = await startPasskeySignIn(endpoint, pool, USERNAME);
    const credential = authenticator.get(requestOptionsOf(challenge));
    const answer = (CREDENTIAL: string) => select(Session, { USERNAME, CREDENTIAL });
    for (const text of [
      "{",
      "[]",
      "null",
      '"text"',
      "{}",
      JSON.stringify({ ...credential, response: {} }),
      JSON.stringify({ ...credential, id: "a=b" }),
      JSON.stringify({ ...credential, type: "password" }),
      JSON.stringify({ ...credential, response: { ...credential.response, clientDataJSON: "bm9uZQ" } }),
      JSON.stringify({ ...credential, response: { ...credential.response, signature: "A".repeat(3000) } }),
    ]) {
      await expect(answer(text)).rejects.toMatchObject(invalid);
    }
    onlyLocally("it is unknown how Cognito distinguishes wrong types from wrong values");
    await expect(answer(JSON.stringify({ ...credential, response: 1 }))).rejects.toMatchObject({
      name: "SerializationException",
    });
  });
});

describe("a user who does not exist", () => {
  it("has a passkey or none, always the same, and never signs in", async () => {
    onlyLocally("it is unknown which passkeys Cognito makes up");
    const owners = new Set<string>();
    for (let count = 0; count < 12; count += 1) {
      const email = newEmail();
      const challenge = await startPasskeySignIn(endpoint, pool, email);
      const again = await startPasskeySignIn(endpoint, pool, email.toUpperCase());
      expect([again.ChallengeName, again.AvailableChallenges]).toEqual([
        challenge.ChallengeName,
        challenge.AvailableChallenges,
      ]);
      if (challenge.ChallengeName !== "WEB_AUTHN") continue;
      const [first, second] = [challenge, again].map((each) => Object(requestOptionsOf(each)));
      expect(second.allowCredentials).toEqual(first.allowCredentials);
      expect(second.challenge).not.toBe(first.challenge);
      const real = requestOptionsOf(await startPasskeySignIn(endpoint, pool, owner.email));
      expect(first).toEqual({
        ...Object(real),
        challenge: first.challenge,
        allowCredentials: [expect.anything()],
      });
      owners.add(first.allowCredentials[0].id);
      const stranger = new SoftwareAuthenticator({ origin });
      stranger.create(
        { challenge: "eA", rp: { id: relyingPartyId }, user: { id: "eA" }, pubKeyCredParams: [{ alg: -7 }] },
        { credentialId: first.allowCredentials[0].id },
      );
      await expect(
        answerWithPasskey(endpoint, pool, email, challenge.Session, stranger.get(first)),
      ).rejects.toMatchObject({ ...refused, message: "Incorrect username or password." });
    }
    // All twelve have one, or none has one, in one run of two thousand.
    expect(owners.size).toBeGreaterThan(0);
    expect(owners.size).toBeLessThan(12);
  });
});

describe("where MFA is", () => {
  const app = { SoftwareTokenMfaConfiguration: { Enabled: true } };
  const multiFactor = { FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION" as const };
  const challengeOf = async (ofPool: TestPool, { email }: Owner) =>
    (await startPasskeySignIn(endpoint, ofPool, email)).ChallengeName;

  it("optional, a passkey is the way in for a user with a second factor only if it stands for both", async () => {
    const optional = await createPasskeyPool(endpoint);
    await configure(endpoint, optional, { MfaConfiguration: "OPTIONAL", ...app });
    const other = await createOwner(endpoint, optional);
    const setPreference = (
      Enabled: boolean,
      more: { SoftwareTokenMfaSettings?: { Enabled: boolean } } = {},
    ) =>
      endpoint.cognito.send(
        new AdminSetUserMFAPreferenceCommand({
          UserPoolId: optional.poolId,
          Username: other.email,
          WebAuthnMfaSettings: { Enabled },
          ...more,
        }),
      );
    expect((await signInByPasskey(endpoint, optional, other)).AuthenticationResult).toBeDefined();
    await addAuthenticatorApp(optional, other);
    expect(await challengeOf(optional, other)).toBe("SELECT_CHALLENGE");
    await expect(setPreference(true)).rejects.toMatchObject(invalid);

    await configure(endpoint, optional, {
      MfaConfiguration: "OPTIONAL",
      ...app,
      WebAuthnConfiguration: multiFactor,
    });
    expect(await challengeOf(optional, other)).toBe("SELECT_CHALLENGE");
    await setPreference(true);
    const challenge = await startPasskeySignIn(endpoint, optional, other.email);
    expect(requestOptionsOf(challenge)).toMatchObject({ userVerification: "required" });
    await expect(signInByPasskey(endpoint, optional, other, { userIsVerified: false })).rejects.toMatchObject(
      refused,
    );
    expect((await signInByPasskey(endpoint, optional, other)).AuthenticationResult).toBeDefined();
    // After a password, it is no second factor.
    expect((await signInByPassword(endpoint, optional, other.email)).ChallengeName).toBe(
      "SOFTWARE_TOKEN_MFA",
    );

    await setPreference(false);
    expect(await challengeOf(optional, other)).toBe("SELECT_CHALLENGE");
    await expect(setPreference(true, { SoftwareTokenMfaSettings: { Enabled: false } })).rejects.toMatchObject(
      invalid,
    );
  });

  it("turned on by the user during the sign-in, the second factor is asked for after the passkey", async () => {
    const optional = await createPasskeyPool(endpoint);
    await configure(endpoint, optional, { MfaConfiguration: "OPTIONAL", ...app });
    const other = await createOwner(endpoint, optional);
    const challenge = await startPasskeySignIn(endpoint, optional, other.email);
    await addAuthenticatorApp(optional, other);
    const credential = other.authenticator.get(requestOptionsOf(challenge));
    const next = await answerWithPasskey(endpoint, optional, other.email, challenge.Session, credential);
    expect(next.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });

  it("required, a passkey with user verification stands for both factors", async () => {
    const required = await createPasskeyPool(endpoint, ["PASSWORD", "WEB_AUTHN"]);
    const other = await createOwner(endpoint, required);
    await configure(endpoint, required, {
      MfaConfiguration: "ON",
      ...app,
      WebAuthnConfiguration: multiFactor,
    });
    expect((await start(other.email, required)).AvailableChallenges).toEqual([
      "PASSWORD_SRP",
      "PASSWORD",
      "WEB_AUTHN",
    ]);
    await expect(signInByPasskey(endpoint, required, other, { userIsVerified: false })).rejects.toMatchObject(
      refused,
    );
    expect((await signInByPasskey(endpoint, required, other)).AuthenticationResult).toBeDefined();
    expect((await signInByPassword(endpoint, required, other.email)).ChallengeName).toBe("MFA_SETUP");
  });

  it("off, user verification is required where the pool requires it", async () => {
    const strict = await createPasskeyPool(endpoint);
    await configure(endpoint, strict, { WebAuthnConfiguration: { UserVerification: "required" } });
    const other = await createOwner(endpoint, strict);
    await expect(signInByPasskey(endpoint, strict, other, { userIsVerified: false })).rejects.toMatchObject(
      refused,
    );
    expect((await signInByPasskey(endpoint, strict, other)).AuthenticationResult).toBeDefined();
    // By default it is not.
    const { AuthenticationResult } = await signInByPasskey(endpoint, pool, owner, { userIsVerified: false });
    expect(AuthenticationResult).toBeDefined();
  });
});
