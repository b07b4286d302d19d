import { z } from "zod";

/** Bytes in base64url. What is longer than any authenticator makes is not decoded. */
const bytes = (maximum: number) =>
  z
    .string()
    .max(Math.ceil((maximum * 4) / 3), "This is too long.")
    .regex(/^[\w-]*$/, "This is not base64url.");

const absent = z.null().transform(() => undefined);

/** An id has at most 1023 bytes, a user handle 64. @see https://www.w3.org/TR/webauthn-3/#credential-id */
const credentialId = bytes(1023).min(1);
const attachment = z.enum(["platform", "cross-platform"]).or(absent).optional();

/** No extension was asked for, so the results of some are not sent to the pool. */
const noExtensions = z
  .unknown()
  .optional()
  .transform(() => ({}));

const members = {
  id: credentialId,
  rawId: credentialId,
  type: z.literal("public-key"),
  authenticatorAttachment: attachment,
  clientExtensionResults: noExtensions,
};
const message = "Send what the browser returned.";

/**
 * What a browser returns for a new passkey. Members that it does not name are left out, and its attestation is the pool's to
 * check.
 *
 * @see https://www.w3.org/TR/webauthn-3/#dictdef-registrationresponsejson
 */
export const registrationResponseRule = z.object(
  {
    ...members,
    response: z.object({
      clientDataJSON: bytes(8192),
      attestationObject: bytes(32_768),
      authenticatorData: bytes(8192).or(absent).optional(),
      transports: z.array(z.string().max(32)).max(16).or(absent).optional(),
      publicKey: bytes(2048).or(absent).optional(),
      publicKeyAlgorithm: z.int().or(absent).optional(),
    }),
  },
  message,
);

/**
 * What a browser returns for a passkey. Members that it does not name are left out, and its signature is the pool's to check.
 *
 * @see https://www.w3.org/TR/webauthn-3/#dictdef-authenticationresponsejson
 */
export const authenticationResponseRule = z.object(
  {
    ...members,
    response: z.object({
      clientDataJSON: bytes(8192),
      authenticatorData: bytes(8192),
      signature: bytes(2048),
      userHandle: bytes(64).or(absent).optional(),
    }),
  },
  message,
);

/** The part of the authenticator data that this API reads, in bytes. @see https://www.w3.org/TR/webauthn-3/#authenticator-data */
const flagsAt = 32;
const userVerifiedFlag = 0x04;

/** Whether the authenticator says that it has verified its user. Only of a response that the pool has accepted. */
export function hasVerifiedUser(credential: unknown): boolean {
  const checked = authenticationResponseRule.safeParse(credential);
  const bytesOfData = Buffer.from(checked.data?.response.authenticatorData ?? "", "base64url");
  return ((bytesOfData[flagsAt] ?? 0) & userVerifiedFlag) !== 0;
}
