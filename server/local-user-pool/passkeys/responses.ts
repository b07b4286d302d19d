import { invalidParameter } from "../protocol/exceptions.ts";
import { isRecord } from "../protocol/is-record.ts";
import { list, oneOf, readInput, string, structure } from "../protocol/shape.ts";
import type { ValueOf } from "../protocol/shape.ts";

const base64Url = (max: number) => string({ min: 1, max, pattern: "[A-Za-z0-9_-]+" });

/** A credential id has 1023 bytes at most. */
const CredentialId = base64Url(1364);
const clientDataJSON = base64Url(16_384);

const shared = { id: CredentialId, rawId: CredentialId, type: oneOf("public-key") };
const attachment = { authenticatorAttachment: oneOf("platform", "cross-platform") };

/**
 * What a browser returns for a new passkey. Members that say the same as the attestation are not read.
 *
 * @see https://www.w3.org/TR/webauthn-3/#dictdef-registrationresponsejson
 */
export const registrationResponse = structure(
  {
    ...shared,
    response: structure(
      { clientDataJSON, attestationObject: base64Url(65_536) },
      { transports: list(string({ max: 64 }), { max: 16 }) },
    ),
  },
  attachment,
);
export type RegistrationResponse = ValueOf<typeof registrationResponse>;

/** https://www.w3.org/TR/webauthn-3/#dictdef-authenticationresponsejson */
const authenticationResponse = structure(
  {
    ...shared,
    response: structure(
      { clientDataJSON, authenticatorData: base64Url(16_384), signature: base64Url(2048) },
      { userHandle: base64Url(128) },
    ),
  },
  attachment,
);
export type AuthenticationResponse = ValueOf<typeof authenticationResponse>;

/**
 * Reads the CREDENTIAL of a challenge, which is JSON in a string.
 *
 * @throws UserPoolException InvalidParameterException, SerializationException
 */
export function readAuthenticationResponse(text: string): AuthenticationResponse {
  return readInput(authenticationResponse, parseObject(text));
}

/** @property isFramed whether the page was in a frame of another origin. */
export type ClientData = { challenge: string; origin: string; isFramed: boolean };

/**
 * Reads what the browser says of the page. The type of the response is verified with its signature.
 *
 * @throws UserPoolException InvalidParameterException
 * @see https://www.w3.org/TR/webauthn-3/#dictdef-collectedclientdata
 */
export function readClientData({ response }: { response: { clientDataJSON: string } }): ClientData {
  const clientData = parseObject(Buffer.from(response.clientDataJSON, "base64url").toString("utf8"));
  const { challenge, origin, crossOrigin, topOrigin } = clientData;
  if (typeof challenge !== "string" || typeof origin !== "string") throw invalidCredential();
  return { challenge, origin, isFramed: Boolean(crossOrigin) || topOrigin !== undefined };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // The parser's message would quote the response.
  }
  throw invalidCredential();
}

/** The error for a response that is no response of WebAuthn. */
export function invalidCredential() {
  return invalidParameter("Credential data is not valid");
}
