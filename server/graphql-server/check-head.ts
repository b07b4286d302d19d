import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { CorsHeaders } from "../http/policies/origins.ts";
import type { ServesHost } from "../http/policies/hosts.ts";
import { encodedBody, forbiddenHost, forbiddenOrigin, type HttpProblem } from "../http/problem-response.ts";

/** A page may send text/plain to any origin without a preflight, but not JSON. */
const jsonType = /^application\/json[ \t]*(?:;|$)/i;
const charsetParameter = /;[ \t]*charset[ \t]*=[ \t]*"?([^";\s]*)/i;

const notJson: HttpProblem = {
  status: 415,
  code: "BAD_REQUEST",
  message: "Send JSON, with Content-Type: application/json.",
};

const notUtf8: HttpProblem = {
  status: 415,
  code: "BAD_REQUEST",
  message: "Send the body in UTF-8.",
};

const doubledHeader: HttpProblem = {
  status: 400,
  code: "BAD_REQUEST",
  message: "A header that may occur once is there twice.",
};

/** Longer than any client's list of media types: to read 16 kB of them takes as long as hundreds of cached responses. */
const maximumAcceptLength = 1024;

const acceptTooLong: HttpProblem = {
  status: 400,
  code: "BAD_REQUEST",
  message: `The header Accept is too long: send at most ${maximumAcceptLength} characters.`,
};

/**
 * What the head of a request gives: the CORS headers of its response, or why it is refused. The body's type is checked by
 * `checkContentType`, after admission.
 */
export function checkHead(
  request: IncomingMessage,
  { servesHost, corsHeaders }: { servesHost: ServesHost; corsHeaders: CorsHeaders },
): { cors: Record<string, string> } | { problem: HttpProblem } {
  if (isAmbiguous(request)) return { problem: doubledHeader };
  if (request.headers["content-encoding"] !== undefined) return { problem: encodedBody };
  if (!servesHost(request)) return { problem: forbiddenHost };
  const cors = corsHeaders(request);
  if (!cors) return { problem: forbiddenOrigin };
  return (request.headers.accept?.length ?? 0) > maximumAcceptLength ? { problem: acceptTooLong } : { cors };
}

export function checkContentType({
  "content-type": type = "",
}: IncomingHttpHeaders): HttpProblem | undefined {
  if (!jsonType.test(type)) return notJson;
  const charset = charsetParameter.exec(type)?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset) ? undefined : notUtf8;
}

/** Node takes the first of these and discards the others; a proxy in front may have taken another one. */
const unambiguous = ["authorization", "content-type", "host"];
const lengths = unambiguous.map(({ length }) => length);

/** Names and values alternate in `rawHeaders`. Comparing the length of a name is all that most of them cost. */
function isAmbiguous({ rawHeaders }: IncomingMessage): boolean {
  const seen = [false, false, false];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    const which = lengths.indexOf(name.length);
    if (which === -1 || name.toLowerCase() !== unambiguous[which]) continue;
    if (seen[which]) return true;
    seen[which] = true;
  }
  return false;
}
