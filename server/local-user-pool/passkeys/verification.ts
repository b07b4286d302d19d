import { createPublicKey, generateKeyPairSync } from "node:crypto";
import type { JsonWebKey } from "node:crypto";
import { UserPoolException } from "../protocol/exceptions.ts";
import type { Passkey } from "../tables/passkeys-table.ts";
import type { RelyingParty } from "./relying-party.ts";
import { invalidCredential } from "./responses.ts";
import type { AuthenticationResponse, ClientData, RegistrationResponse } from "./responses.ts";

// @simplewebauthn/server is loaded by the first passkey: 30 MB and 0.3 s that a start without passkeys does not need.

/** The algorithms that Cognito offers, by their numbers in COSE. */
export const algorithms = { ES256: -7, RS256: -257 } as const;

const minModulusBits = 2048;

/**
 * Without a request for attestation a browser sends none, or the passkey's signature of itself. The formats of
 * manufacturers are not verified here: the library would ask the internet for their revoked certificates.
 */
const formats = ["none", "packed"];

/** A passkey as its registration describes it. */
export type RegisteredKey = { credentialId: string; publicKey: string; counter: number };

/**
 * Verifies the response to a registration whose challenge and origin have been checked.
 *
 * @throws UserPoolException InvalidParameterException, WebAuthnRelyingPartyMismatchException,
 * WebAuthnCredentialNotSupportedException for another algorithm or format, or without a user verification that the pool
 * requires.
 */
export async function verifyRegistration(
  relyingParty: RelyingParty,
  { challenge, origin }: ClientData,
  credential: RegistrationResponse,
): Promise<RegisteredKey> {
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  const { verified, registrationInfo } = await withErrorsOfRegistration(async () => {
    await requireSupportedKey(credential.response.attestationObject);
    return await verifyRegistrationResponse({
      response: { ...credential, clientExtensionResults: {}, response: withoutTransports(credential) },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: relyingParty.id,
      requireUserVerification: false,
      supportedAlgorithmIDs: Object.values(algorithms),
    });
  });
  if (!verified || registrationInfo.credential.id !== credential.id) throw invalidCredential();
  if (relyingParty.userVerification === "required" && !registrationInfo.userVerified) {
    throw notSupported("The authenticator did not verify the user.");
  }
  const { id, publicKey, counter } = registrationInfo.credential;
  return { credentialId: id, publicKey: Buffer.from(publicKey).toString("base64url"), counter };
}

/** The library refuses most of these too, but with errors that have no names. */
async function requireSupportedKey(attestationObject: string): Promise<void> {
  const { decodeAttestationObject, isoCBOR, parseAuthenticatorData } =
    await import("@simplewebauthn/server/helpers");
  const bytes = new Uint8Array(Buffer.from(attestationObject, "base64url"));
  // The library would ignore bytes behind the object. Authenticators encode each value in one way, the shortest.
  if (isoCBOR.encode(isoCBOR.decodeFirst<Map<string, Uint8Array>>(bytes)).length !== bytes.length)
    throw invalidCredential();
  const attestation = decodeAttestationObject(bytes);
  if (!formats.includes(attestation.get("fmt"))) throw notSupported("The attestation has another format.");
  const { credentialPublicKey } = parseAuthenticatorData(attestation.get("authData"));
  if (!credentialPublicKey) throw invalidCredential();
  const jwk = toJwk(isoCBOR.decodeFirst<Map<number, unknown>>(credentialPublicKey));
  if (!jwk) throw notSupported("The passkey's algorithm is neither ES256 nor RS256.");
  // Throws for a point that is not on the curve: without an attestation, nothing has used the key yet.
  const { modulusLength = minModulusBits } =
    createPublicKey({ key: jwk, format: "jwk" }).asymmetricKeyDetails ?? {};
  if (modulusLength < minModulusBits) throw notSupported("The passkey's RSA key is too short.");
}

/**
 * Converts a COSE key of one of the algorithms.
 *
 * @returns undefined for any other, or a key that does not fit its algorithm.
 * @see https://www.rfc-editor.org/rfc/rfc9053#section-7 and https://www.rfc-editor.org/rfc/rfc8230#section-4
 */
function toJwk(coseKey: ReadonlyMap<number, unknown>): JsonWebKey | undefined {
  const [keyType, algorithm] = [coseKey.get(1), coseKey.get(3)];
  const text = (label: number) => {
    const value = coseKey.get(label);
    return value instanceof Uint8Array ? Buffer.from(value).toString("base64url") : "";
  };
  if (algorithm === algorithms.ES256 && keyType === 2 && coseKey.get(-1) === 1) {
    return { kty: "EC", crv: "P-256", x: text(-2), y: text(-3) };
  }
  if (algorithm === algorithms.RS256 && keyType === 3) return { kty: "RSA", n: text(-1), e: text(-2) };
  return undefined;
}

function withoutTransports({ response }: RegistrationResponse) {
  const { clientDataJSON, attestationObject } = response;
  return { clientDataJSON, attestationObject };
}

async function withErrorsOfRegistration<T>(verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch (error) {
    if (error instanceof UserPoolException) throw error;
    if (error instanceof Error && error.name === "UnexpectedRPIDHash") {
      throw new UserPoolException(
        "WebAuthnRelyingPartyMismatchException",
        "The passkey belongs to another relying party.",
      );
    }
    throw invalidCredential();
  }
}

function notSupported(message: string) {
  return new UserPoolException("WebAuthnCredentialNotSupportedException", message);
}

/** What the response to a sign-in is verified against. */
export type AssertionExpectations = {
  relyingParty: RelyingParty;
  challenge: string;
  requiresUserVerification: boolean;
};

/**
 * Verifies the response to a sign-in whose origin has been checked.
 *
 * @param passkey undefined where the user has no such passkey: the response is verified against another key, so that the
 * time does not tell which passkeys a user has, and is never accepted.
 * @returns the response's counter; undefined for a response that is not accepted.
 */
export async function verifyAssertion(
  { relyingParty, challenge, requiresUserVerification }: AssertionExpectations,
  { origin }: ClientData,
  credential: AuthenticationResponse,
  passkey: Passkey | undefined,
): Promise<number | undefined> {
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  const { publicKey, counter } = passkey ?? (await decoy());
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...credential, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: relyingParty.id,
      requireUserVerification: requiresUserVerification,
      credential: {
        id: credential.id,
        publicKey: new Uint8Array(Buffer.from(publicKey, "base64url")),
        counter,
      },
    });
    return verified && passkey ? authenticationInfo.newCounter : undefined;
  } catch {
    // The library has an error for each way in which a response can be wrong; none of them is a fault of the pool.
    return undefined;
  }
}

let decoyKey: string | undefined;

/** A key that belongs to nobody. */
async function decoy(): Promise<Pick<Passkey, "publicKey" | "counter">> {
  decoyKey ??= await createDecoyKey();
  return { publicKey: decoyKey, counter: 0 };
}

async function createDecoyKey(): Promise<string> {
  const { cose, isoCBOR } = await import("@simplewebauthn/server/helpers");
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const key = new Map<number, number | Uint8Array>([
    [cose.COSEKEYS.kty, cose.COSEKTY.EC2],
    [cose.COSEKEYS.alg, algorithms.ES256],
    [cose.COSEKEYS.crv, cose.COSECRV.P256],
    [cose.COSEKEYS.x, Buffer.from(x, "base64url")],
    [cose.COSEKEYS.y, Buffer.from(y, "base64url")],
  ]);
  return Buffer.from(isoCBOR.encode(key)).toString("base64url");
}
