const issuer = "Cruddur";

/**
 * The secret of an authenticator app as a URI, for a QR code.
 *
 * @param secret base32.
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
export function otpauthUri(email: string, secret: string): string {
  return `otpauth://totp/${issuer}:${encodeURIComponent(email)}?secret=${secret}&issuer=${issuer}`;
}
