import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Forwarded } from "./forwarded.ts";

/** The id that a trusted proxy gave a request, so that both logs can be read together; else a new one. */
export function createRequestId({
  isFromTrustedProxy,
}: Pick<Forwarded, "isFromTrustedProxy">): (request: IncomingMessage) => string {
  return (request) => {
    const given = request.headers["x-request-id"];
    const isWellFormed = typeof given === "string" && /^[\w.-]{8,64}$/.test(given);
    return isWellFormed && isFromTrustedProxy(request) ? given : randomUUID();
  };
}
