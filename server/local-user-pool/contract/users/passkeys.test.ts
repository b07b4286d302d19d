import {
  AdminDeleteUserCommand,
  DeleteWebAuthnCredentialCommand,
  GetUserAuthFactorsCommand,
  ListWebAuthnCredentialsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SoftwareAuthenticator } from "../../../test/support/passkeys/software-authenticator.ts";
import type { Tampering } from "../../../test/support/passkeys/software-authenticator.ts";
import { createClient, createPool, createUser, defined, tokensFor } from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import {
  completeRegistration,
  configure,
  createOwner,
  createPasskeyPool,
  origin,
  register,
  relyingPartyId,
  startRegistration,
} from "../support/passkeys.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
let pool: TestPool;
/** Of a user who never gets a passkey. */
let accessToken: string;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPasskeyPool(endpoint);
  ({ AccessToken: accessToken } = await newUser());
});

afterAll(() => endpoint.close());

afterEach(() => {
  expect(endpoint.unexpectedErrors).toEqual([]);
});

const invalid = { name: "InvalidParameterException" };
const challengeNotFound = { name: "WebAuthnChallengeNotFoundException" };
const notSupported = { name: "WebAuthnCredentialNotSupportedException" };
const limitExceeded = { name: "LimitExceededException" };

/** A signed-in user without passkeys. */
async function newUser(ofPool = pool): Promise<{ email: string; AccessToken: string }> {
  const email = await createUser(endpoint, ofPool.poolId);
  return { email, AccessToken: (await tokensFor(endpoint, ofPool, email)).AccessToken };
}

const list = (AccessToken: string, page: { MaxResults?: number; NextToken?: string } = {}) =>
  endpoint.cognito.send(new ListWebAuthnCredentialsCommand({ AccessToken, ...page }));

const remove = (AccessToken: string, CredentialId: string) =>
  endpoint.cognito.send(new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId }));

/** A registration that differs from a right one. */
const registerWith = (tampering: Tampering, options: Authenticator = {}) =>
  register(endpoint, accessToken, new SoftwareAuthenticator({ origin, ...options }), tampering);

type Authenticator = ConstructorParameters<typeof SoftwareAuthenticator>[0];

describe("the options for a new passkey", () => {
  it("are those of Cognito", async () => {
    const { email, AccessToken } = await newUser();
    const { Username } = await endpoint.cognito.send(new GetUserAuthFactorsCommand({ AccessToken }));
    expect(await startRegistration(endpoint, AccessToken)).toEqual({
      rp: { id: relyingPartyId, name: relyingPartyId },
      user: { id: Buffer.from(defined(Username)).toString("base64url"), name: email, displayName: email },
      challenge: expect.stringMatching(/^[\w-]{22}$/),
      timeout: 60_000,
      pubKeyCredParams: [
        { type: "public-key", alg: -7 },
        { type: "public-key", alg: -257 },
      ],
      excludeCredentials: [],
      authenticatorSelection: {
        requireResidentKey: true,
        residentKey: "required",
        userVerification: "preferred",
      },
    });
  });

  it("exclude the passkeys that the user has", async () => {
    const { AccessToken, authenticator, credentialId } = await createOwner(endpoint, pool);
    const options = await startRegistration(endpoint, AccessToken);
    expect(options).toMatchObject({ excludeCredentials: [{ type: "public-key", id: credentialId }] });
    expect(() => authenticator.create(options)).toThrow(
      expect.objectContaining({ name: "InvalidStateError" }),
    );
  });

  it("are refused where the sign-in policy has no passkeys", async () => {
    const other = await createPool(endpoint, { pool: {}, client: { ClientName: "no passkeys" } });
    const { AccessToken } = await newUser(other);
    const notEnabled = { name: "WebAuthnNotEnabledException" };
    await expect(startRegistration(endpoint, AccessToken)).rejects.toMatchObject(notEnabled);
    const credential = new SoftwareAuthenticator().create({
      challenge: "Y2hhbGxlbmdl",
      rp: { id: relyingPartyId },
      user: { id: "dXNlcg" },
      pubKeyCredParams: [{ alg: -7 }],
    });
    await expect(completeRegistration(endpoint, AccessToken, credential)).rejects.toMatchObject(notEnabled);
  });
});

describe("a passkey", () => {
  it.each(["ES256", "RS256"] as const)("is registered with %s, listed and deleted", async (algorithm) => {
    const { AccessToken, credentialId } = await createOwner(endpoint, pool, { algorithm });
    const factors = async () =>
      (await endpoint.cognito.send(new GetUserAuthFactorsCommand({ AccessToken }))).ConfiguredUserAuthFactors;
    expect((await list(AccessToken)).Credentials).toEqual([
      {
        CredentialId: credentialId,
        FriendlyCredentialName: expect.any(String),
        RelyingPartyId: relyingPartyId,
        AuthenticatorAttachment: "platform",
        AuthenticatorTransports: ["internal", "hybrid"],
        CreatedAt: endpoint.now(),
      },
    ]);
    expect(await factors()).toEqual(["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"]);
    await remove(AccessToken, credentialId);
    expect((await list(AccessToken)).Credentials).toEqual([]);
    expect(await factors()).toEqual(["PASSWORD", "EMAIL_OTP"]);
    await expect(remove(AccessToken, credentialId)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("of a security key is named as Cognito names it", async () => {
    const { AccessToken } = await createOwner(endpoint, pool, { attachment: "cross-platform" });
    expect((await list(AccessToken)).Credentials).toMatchObject([
      { FriendlyCredentialName: "Roaming passkey" },
    ]);
  });

  it("of another user is neither listed nor deleted", async () => {
    const { credentialId, AccessToken: ofOwner } = await createOwner(endpoint, pool);
    const { AccessToken } = await newUser();
    expect((await list(AccessToken)).Credentials).toEqual([]);
    await expect(remove(AccessToken, credentialId)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    expect((await list(ofOwner)).Credentials).toHaveLength(1);
  });

  it("cannot take the id of another user's", async () => {
    const { credentialId, email, AccessToken } = await createOwner(endpoint, pool);
    await expect(registerWith({ credentialId })).rejects.toMatchObject(invalid);
    expect((await list(AccessToken)).Credentials).toHaveLength(1);
    // It goes with its user.
    await endpoint.cognito.send(new AdminDeleteUserCommand({ UserPoolId: pool.poolId, Username: email }));
    const other = await newUser();
    const authenticator = new SoftwareAuthenticator({ origin });
    expect(await register(endpoint, other.AccessToken, authenticator, { credentialId })).toBe(credentialId);
  });

  it("is one of twenty at most, and listed in pages, the oldest first", async () => {
    const { AccessToken } = await newUser();
    const ids: string[] = [];
    const authenticator = () => new SoftwareAuthenticator({ origin });
    while (ids.length < 19) {
      endpoint.advance(1);
      ids.push(await register(endpoint, AccessToken, authenticator()));
    }
    endpoint.advance(1);
    const last = [
      await startRegistration(endpoint, AccessToken),
      await startRegistration(endpoint, AccessToken),
    ];
    const results = await Promise.allSettled(
      last.map((options) => completeRegistration(endpoint, AccessToken, authenticator().create(options))),
    );
    const refusals = results.filter((result) => result.status === "rejected");
    expect(refusals).toMatchObject([{ reason: limitExceeded }]);
    await expect(startRegistration(endpoint, AccessToken)).rejects.toMatchObject(limitExceeded);

    const first = await list(AccessToken, { MaxResults: 15 });
    const second = await list(AccessToken, { NextToken: defined(first.NextToken) });
    const listed = [first, second].map(
      ({ Credentials }) => Credentials?.map((each) => each.CredentialId) ?? [],
    );
    expect(listed.map(({ length }) => length)).toEqual([15, 5]);
    expect(listed.flat().slice(0, 19)).toEqual(ids);
    expect(second.NextToken).toBeUndefined();
  });
});

describe("a registration is refused", () => {
  it("with a challenge that was used, also in parallel", async () => {
    const { AccessToken } = await newUser();
    const options = await startRegistration(endpoint, AccessToken);
    const credentials = [1, 2, 3].map(() => new SoftwareAuthenticator({ origin }).create(options));
    const results = await Promise.allSettled(
      credentials.map((credential) => completeRegistration(endpoint, AccessToken, credential)),
    );
    const refusals = results.filter((result) => result.status === "rejected");
    expect(refusals).toMatchObject([{ reason: challengeNotFound }, { reason: challengeNotFound }]);
  });

  it("with a challenge that the pool did not issue, or issued to somebody else, or that has expired", async () => {
    await expect(registerWith({ challenge: "bWFkZS11cA" })).rejects.toMatchObject(challengeNotFound);
    const [owner, other] = [await newUser(), await newUser()];
    const options = await startRegistration(endpoint, owner.AccessToken);
    const credential = new SoftwareAuthenticator({ origin }).create(options);
    await expect(completeRegistration(endpoint, other.AccessToken, credential)).rejects.toMatchObject(
      challengeNotFound,
    );
    endpoint.advance(180);
    await expect(completeRegistration(endpoint, owner.AccessToken, credential)).rejects.toMatchObject(
      challengeNotFound,
    );
  });

  it("by another app client than the one that started it", async () => {
    const { email, AccessToken } = await newUser();
    const credential = new SoftwareAuthenticator({ origin }).create(
      await startRegistration(endpoint, AccessToken),
    );
    const client = await createClient(endpoint, pool.poolId, { ClientName: "other" });
    const other = await tokensFor(endpoint, { clientId: defined(client.ClientId) }, email);
    await expect(completeRegistration(endpoint, other.AccessToken, credential)).rejects.toMatchObject({
      name: "WebAuthnClientMismatchException",
    });
  });

  it.each([
    "http://app.example.com",
    "https://example.com.evil.test",
    "https://evilexample.com",
    "https://com",
    "http://localhost:4000",
    "https://app.example.com/",
    "https://user@app.example.com",
    "HTTPS://app.example.com",
    "null",
    "",
  ])("from a page of %j", async (other) => {
    await expect(registerWith({ origin: other })).rejects.toMatchObject({
      name: "WebAuthnOriginNotAllowedException",
    });
  });

  it("for another relying party", async () => {
    for (const rpId of ["evil.test", "app.example.com", ""]) {
      await expect(registerWith({ rpId })).rejects.toMatchObject({
        name: "WebAuthnRelyingPartyMismatchException",
      });
    }
  });

  it.each<[string, Tampering, object]>([
    ["of another ceremony", { type: "webauthn.get" }, invalid],
    ["without the user's presence", { userIsPresent: false }, invalid],
    [
      "from a frame of another site",
      { clientData: { crossOrigin: true } },
      { name: "WebAuthnOriginNotAllowedException" },
    ],
    ["with EdDSA", { algorithm: -8 }, notSupported],
    ["with ES384", { algorithm: -35 }, notSupported],
    ["with RS1", { algorithm: -65_535 }, notSupported],
    ["with RS256 and a key of a curve", { algorithm: -257 }, notSupported],
    ["with the attestation of a manufacturer", { format: "tpm" }, notSupported],
    ["with an attestation that has no statement", { format: "packed" }, invalid],
  ])("%s", async (_name, tampering, error) => {
    await expect(registerWith(tampering)).rejects.toMatchObject(error);
  });

  it("with ES256 and an RSA key", async () => {
    await expect(registerWith({ algorithm: -7 }, { algorithm: "RS256" })).rejects.toMatchObject(notSupported);
  });

  it("without user verification, where the pool requires it", async () => {
    const strict = await createPasskeyPool(endpoint);
    await configure(endpoint, strict, { WebAuthnConfiguration: { UserVerification: "required" } });
    const { AccessToken } = await newUser(strict);
    expect(await startRegistration(endpoint, AccessToken)).toMatchObject({
      authenticatorSelection: { userVerification: "required" },
    });
    const authenticator = new SoftwareAuthenticator({ origin });
    const tampering = { userIsVerified: false };
    await expect(register(endpoint, AccessToken, authenticator, tampering)).rejects.toMatchObject(
      notSupported,
    );
    await register(endpoint, AccessToken, new SoftwareAuthenticator({ origin }));
  });

  it("with an attestation that is cut off, nested, or no CBOR, which uses up no challenge", async () => {
    const { AccessToken } = await newUser();
    const options = await startRegistration(endpoint, AccessToken);
    const credential = new SoftwareAuthenticator({ origin }).create(options);
    const attestation = Buffer.from(credential.response.attestationObject, "base64url");
    const cuts = [1, 2, 20, 30, 31, 60, 90, 120, 150, attestation.length - 1];
    const hostile = [
      ...cuts.map((length) => attestation.subarray(0, length)),
      // A point that is not on the curve.
      Buffer.concat([attestation.subarray(0, -1), Buffer.from([~(attestation.at(-1) ?? 0) & 0xff])]),
      Buffer.from("text"),
      Buffer.from([0xf6]),
      // A map and an array of four thousand million entries, and arrays within each other.
      Buffer.from([0xba, 0xff, 0xff, 0xff, 0xff]),
      Buffer.from([0x9a, 0xff, 0xff, 0xff, 0xff]),
      Buffer.alloc(40_000, 0x81),
      // An entry twice.
      Buffer.from("a263666d7463666d7463666d746361", "hex"),
    ];
    for (const bytes of hostile) {
      const response = { ...credential.response, attestationObject: bytes.toString("base64url") };
      await expect(
        completeRegistration(endpoint, AccessToken, { ...credential, response }),
      ).rejects.toSatisfy((error) => error instanceof Error && isRefusal(error.name));
    }
    await completeRegistration(endpoint, AccessToken, credential);
  });

  it("with a megabyte", async () => {
    onlyLocally("the limit of AWS is unknown");
    const { AccessToken } = await newUser();
    const credential = new SoftwareAuthenticator({ origin }).create(
      await startRegistration(endpoint, AccessToken),
    );
    for (const [bytes, name] of [
      [1_000_000, "RequestEntityTooLargeException"],
      [100_000, "InvalidParameterException"],
    ] as const) {
      const attestationObject = Buffer.alloc(bytes, 0x41).toString("base64url");
      const response = { ...credential.response, attestationObject };
      await expect(
        completeRegistration(endpoint, AccessToken, { ...credential, response }),
      ).rejects.toMatchObject({ name });
    }
  });

  it("with another id than the attestation's, or client data that is none", async () => {
    const { AccessToken } = await newUser();
    const credential = new SoftwareAuthenticator({ origin }).create(
      await startRegistration(endpoint, AccessToken),
    );
    const encode = (text: string) => Buffer.from(text).toString("base64url");
    const { response } = credential;
    for (const changed of [
      { ...credential, id: encode("other"), rawId: encode("other") },
      { ...credential, id: encode("other") },
      { ...credential, id: "a=b+c" },
      { ...credential, response: { ...response, clientDataJSON: encode("[]") } },
      { ...credential, response: { ...response, clientDataJSON: encode("{") } },
      { ...credential, response: { ...response, clientDataJSON: encode('{"challenge":1}') } },
    ]) {
      await expect(completeRegistration(endpoint, AccessToken, changed)).rejects.toMatchObject(invalid);
    }
  });
});

it("ignores members of a response that it does not know", async () => {
  onlyLocally("it is unknown what Cognito does with them");
  const { AccessToken } = await newUser();
  const credential = new SoftwareAuthenticator({ origin }).create(
    await startRegistration(endpoint, AccessToken),
  );
  const more = { unknown: { nested: [1] }, constructor: "text" };
  const changed = { ...credential, ...more, response: { ...credential.response, ...more } };
  await completeRegistration(endpoint, AccessToken, changed);
  expect((await list(AccessToken)).Credentials).toHaveLength(1);
});

it("belongs to localhost, with any port, where the pool names no relying party", async () => {
  onlyLocally("at AWS the domain of the pool is the relying party");
  const local = await createPool(endpoint, {
    pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } } },
  });
  for (const page of ["http://localhost:4000", "http://localhost", "https://localhost:8443"]) {
    const { AccessToken } = await newUser(local);
    await register(endpoint, AccessToken, new SoftwareAuthenticator({ origin: page }));
    expect((await list(AccessToken)).Credentials).toMatchObject([{ RelyingPartyId: "localhost" }]);
  }
  const { AccessToken } = await newUser(local);
  for (const page of ["http://127.0.0.1:4000", "http://evil.localhost", "https://app.example.com"]) {
    await expect(
      register(endpoint, AccessToken, new SoftwareAuthenticator({ origin: page })),
    ).rejects.toMatchObject({ name: "WebAuthnOriginNotAllowedException" });
  }
});

const isRefusal = (name: string) => [invalid, notSupported].some((refusal) => refusal.name === name);
