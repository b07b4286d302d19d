import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { CorsHeaders } from "../http/policies/origins.ts";
import type { ServesHost } from "../http/policies/hosts.ts";
import { encodedBody, forbiddenHost, forbiddenOrigin, type HttpProblem } from "../http/problem-response.ts";

/** A page may send text/plain to any origin without a preflight, but not JSON. */
const jsonType = /^application\/json[ \t]*(?:;|$)/i;

const notJson: HttpProblem = {
  status: 415,
  code: "BAD_REQUEST",
  message: "Send JSON, with Content-Type: application/json.",
};

/**
 * What the head of a request gives: the CORS headers of its response, or why it is refused. The body's type is checked by
 * `checkContentType`, after admission.
 */
export function checkHead(
  request: IncomingMessage,
  { servesHost, corsHeaders }: { servesHost: ServesHost; corsHeaders: CorsHeaders },
): { cors: Record<string, string> } | { problem: HttpProblem } {
  if (request.headers["content-encoding"] !== undefined) return { problem: encodedBody };
  if (!servesHost(request)) return { problem: forbiddenHost };
  const cors = corsHeaders(request);
  return cors ? { cors } : { problem: forbiddenOrigin };
}

export function checkContentType({
  "content-type": type = "",
}: IncomingHttpHeaders): HttpProblem | undefined {
  return jsonType.test(type) ? undefined : notJson;
}

/** Whether a client asks for a stream alone. Some clients list the type with every query, behind JSON. */
export function wantsStream({ accept = "" }: IncomingHttpHeaders): boolean {
  return accept.includes("text/event-stream") && !/application\/|\*\/\*/.test(accept);
}
