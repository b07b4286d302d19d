import { createPublicKey, sign, verify } from "node:crypto";
import { isRecord } from "../protocol/is-record.ts";
import type { SigningKey } from "./signing-keys.ts";

export type Claims = Record<string, unknown>;

/** Signs a JSON Web Token with RS256 (RFC 7519, RFC 7515). */
export function signJwt({ kid, privateKey }: Pick<SigningKey, "kid" | "privateKey">, claims: Claims): string {
  const input = [{ kid, alg: "RS256" }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${input}.${sign("sha256", Buffer.from(input), privateKey).toString("base64url")}`;
}

/** A decoded token, not yet verified; see {@link isSignedBy}. */
export type DecodedJwt = { kid: string; claims: Claims; signedPart: string; signature: Buffer };

/** @returns undefined for anything but an RS256 token with a `kid`. */
export function decodeJwt(token: string): DecodedJwt | undefined {
  const [header, payload, signature, ...rest] = token.split(".");
  if (!header || !payload || !signature || rest.length > 0) return undefined;
  const { kid, alg } = parsePart(header) ?? {};
  const claims = parsePart(payload);
  if (typeof kid !== "string" || alg !== "RS256" || !claims) return undefined;
  return { kid, claims, signedPart: `${header}.${payload}`, signature: Buffer.from(signature, "base64url") };
}

export function isSignedBy(key: SigningKey, { kid, signedPart, signature }: DecodedJwt): boolean {
  return (
    kid === key.kid && verify("sha256", Buffer.from(signedPart), createPublicKey(key.privateKey), signature)
  );
}

function parsePart(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
