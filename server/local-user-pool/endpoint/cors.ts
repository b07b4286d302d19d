import type { IncomingHttpHeaders } from "node:http";
import { corsHeaders } from "../protocol/unconfirmed-behaviour.ts";

/**
 * The headers that clients in browsers send: Amplify, amazon-cognito-identity-js, and the AWS SDK for unsigned operations.
 * Those of a signature are missing, so that no page gets past the preflight of a signed operation.
 */
const allowedHeaders = [
  "content-type",
  "cache-control",
  "x-amz-target",
  "x-amz-user-agent",
  "amz-sdk-invocation-id",
  "amz-sdk-request",
];

/** Lets pages of any origin read a response, as Cognito does: of unsigned operations and of public documents. */
export const readableByPages: Readonly<Record<string, string>> = corsHeaders;

/**
 * The headers of a preflight's response; undefined: the request needs a header that pages may not send.
 *
 * @param isForOAuth whether it is for an endpoint of OAuth 2.0, where `Authorization` is no signature.
 */
export function preflightHeaders(
  headers: IncomingHttpHeaders,
  isForOAuth: boolean,
): Record<string, string> | undefined {
  const allowed = isForOAuth ? [...allowedHeaders, "authorization"] : allowedHeaders;
  const wanted = (headers["access-control-request-headers"] ?? "").toLowerCase().split(",");
  const names = wanted.flatMap((name) => name.trim() || []);
  if (!names.every((name) => allowed.includes(name))) return undefined;
  return {
    ...corsHeaders,
    "access-control-allow-methods": isForOAuth ? "GET,POST" : "POST",
    "access-control-allow-headers": allowed.join(","),
    "access-control-max-age": "7200",
  };
}
