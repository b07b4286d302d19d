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

/**
 * What a browser returns for a passkey. Members that it does not name are left out, and its signature is the pool's to check.
 *
 * @see https://www.w3.org/TR/webauthn-3/#dictdef-authenticationresponsejson
 */
export const authenticationResponseRule = z.object(
  {
    id: credentialId,
    rawId: credentialId,
    type: z.literal("public-key"),
    authenticatorAttachment: attachment,
    clientExtensionResults: noExtensions,
    response: z.object({
      clientDataJSON: bytes(8192),
      authenticatorData: bytes(8192),
      signature: bytes(2048),
      userHandle: bytes(64).or(absent).optional(),
    }),
  },
  "Send what the browser returned.",
);
