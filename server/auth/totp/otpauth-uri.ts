const issuer = "Cruddur";

/**
 * The URI of a TOTP secret, for a QR code that authenticator apps read.
 *
 * @param account what the app shows: the address, or the handle of an account without one.
 * @param secret in base32.
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
export function otpauthUri(account: string, secret: string): string {
  return `otpauth://totp/${issuer}:${encodeURIComponent(account)}?secret=${secret}&issuer=${issuer}`;
}
