const issuer = "Cruddur";

/**
 * The URI of a TOTP secret, for a QR code that authenticator apps read.
 *
 * @param secret in base32.
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
export function otpauthUri(email: string, secret: string): string {
  return `otpauth://totp/${issuer}:${encodeURIComponent(email)}?secret=${secret}&issuer=${issuer}`;
}
