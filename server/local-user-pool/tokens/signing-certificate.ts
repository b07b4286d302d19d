import { createPublicKey, sign } from "node:crypto";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { SigningKey } from "./signing-keys.ts";

/** Tags and identifiers of DER (ITU-T X.690) that a certificate needs. */
const sequence = (...parts: Buffer[]) => element(0x30, ...parts);
const set = (...parts: Buffer[]) => element(0x31, ...parts);
const integerOf = (...bytes: number[]) => element(0x02, Buffer.from(bytes));
const objectId = (hex: string) => element(0x06, Buffer.from(hex, "hex"));
const utcTime = (date: Date) =>
  element(0x17, Buffer.from(`${date.toISOString().replaceAll(/[-:T]/g, "").slice(2, 14)}Z`));

const sha256WithRsa = sequence(objectId("2a864886f70d01010b"), element(0x05));
const validityYears = 10;

/**
 * The certificate by which a SAML provider would verify what the pool signs: self-signed, of the pool's own key, for ten
 * years from the pool's creation. The same each time, since nothing in it is random.
 *
 * @returns DER in base64.
 * @see https://datatracker.ietf.org/doc/html/rfc5280#section-4.1
 */
export function createSigningCertificate({ id, createdAt }: UserPool, { privateKey }: SigningKey): string {
  const commonName = sequence(objectId("550403"), element(0x0c, Buffer.from(id)));
  const name = sequence(set(commonName));
  const expiresAt = new Date(createdAt);
  expiresAt.setUTCFullYear(createdAt.getUTCFullYear() + validityYears);
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  const version3 = element(0xa0, integerOf(2));
  const certificate = sequence(
    version3,
    integerOf(1),
    sha256WithRsa,
    name,
    sequence(utcTime(createdAt), utcTime(expiresAt)),
    name,
    publicKey,
  );
  const signature = element(0x03, Buffer.of(0), sign("sha256", certificate, privateKey));
  return sequence(certificate, sha256WithRsa, signature).toString("base64");
}

function element(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}
