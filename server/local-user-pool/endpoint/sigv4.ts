import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { UserPoolException } from "../protocol/exceptions.ts";

export type Credentials = { accessKeyId: string; secretAccessKey: string };

/** Known to everyone, for convenience: accepted from this machine alone. */
export const localCredentials: Credentials = { accessKeyId: "local", secretAccessKey: "local" };

/** The credentials that a signed operation accepts from this address. */
export function acceptedCredentials(
  configured: Credentials | undefined,
  remoteAddress: string | undefined,
): Credentials[] {
  const isLocal = /^(?:::ffff:)?127\.|^::1$/.test(remoteAddress ?? "");
  return [...(configured ? [configured] : []), ...(isLocal ? [localCredentials] : [])];
}

const maxSkewMs = 5 * 60 * 1000;

/** `target` is the path with the query. */
export type SignedRequest = { method: string; target: string; headers: IncomingHttpHeaders; body: Buffer };

/**
 * Verifies an AWS Signature Version 4 over the whole request.
 *
 * @throws UserPoolException MissingAuthenticationTokenException, UnrecognizedClientException or
 * InvalidSignatureException
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function verifySignature(request: SignedRequest, accepted: Credentials[]): void {
  const authorization = request.headers.authorization;
  if (!authorization) {
    throw new UserPoolException("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  const parsed = parseAuthorization(authorization);
  if (!parsed) {
    throw invalidSignature("Authorization header requires 'Credential', 'SignedHeaders' and 'Signature'.");
  }
  const credentials = accepted.find(({ accessKeyId }) => accessKeyId === parsed.accessKeyId);
  if (!credentials) {
    throw new UserPoolException(
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
    );
  }
  const sentAt = header(request.headers, "x-amz-date");
  if (!isRecent(sentAt) || !sentAt.startsWith(parsed.date)) throw invalidSignature("Signature expired.");
  if (!parsed.signedHeaders.includes("host") || !parsed.signedHeaders.includes("x-amz-date")) {
    throw invalidSignature("'Host' and 'X-Amz-Date' must be signed headers.");
  }

  const scope = `${parsed.date}/${parsed.region}/${parsed.service}/aws4_request`;
  const stringToSign = [
    "AWS4-HMAC-SHA256",
    sentAt,
    scope,
    sha256(canonicalRequest(request, parsed.signedHeaders)),
  ].join("\n");
  const signature = hmac(signingKey(parsed, credentials.secretAccessKey), stringToSign);
  const given = Buffer.from(parsed.signature, "hex");
  if (given.length !== signature.length || !timingSafeEqual(given, signature)) {
    throw invalidSignature("The request signature we calculated does not match the signature you provided.");
  }
}

const defaultRegion = "us-east-1";

/** The region that a request is signed for. The signature is not verified. */
export function regionOf(headers: IncomingHttpHeaders): string {
  const region = parseAuthorization(headers.authorization ?? "")?.region ?? defaultRegion;
  return /^[a-z]{2}(-[a-z]+)+-\d$/.test(region) ? region : defaultRegion;
}

type Authorization = {
  accessKeyId: string;
  date: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
};

function parseAuthorization(value: string): Authorization | undefined {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
      value,
    );
  if (!match) return undefined;
  const [, accessKeyId = "", date = "", region = "", service = "", signedHeaders = "", signature = ""] =
    match;
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(";"), signature };
}

// Compared with the machine's time, which the signer uses, not with the pool's clock.
function isRecent(amzDate: string): boolean {
  const iso = amzDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  return Math.abs(Date.parse(iso) - Date.now()) <= maxSkewMs;
}

function canonicalRequest({ method, target, headers, body }: SignedRequest, signedHeaders: string[]): string {
  const canonicalHeaders = signedHeaders.map((name) => `${name}:${header(headers, name)}\n`).join("");
  const [path = "/", query = ""] = target.split("?");
  const canonicalQuery = query
    .split("&")
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join("&");
  return [method, path, canonicalQuery, canonicalHeaders, signedHeaders.join(";"), sha256(body)].join("\n");
}

function signingKey({ date, region, service }: Authorization, secretAccessKey: string): Buffer {
  const parts = [date, region, service, "aws4_request"];
  const secret: Buffer = Buffer.from(`AWS4${secretAccessKey}`);
  return parts.reduce((key, part) => hmac(key, part), secret);
}

function header(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return (Array.isArray(value) ? value.join(",") : (value ?? "")).trim().replaceAll(/ +/g, " ");
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256(data: Buffer | string): string {
  return createHash("sha256").update(data).digest("hex");
}

function invalidSignature(message: string): UserPoolException {
  return new UserPoolException("InvalidSignatureException", message);
}
