import type { FastifyReply, FastifyRequest } from "fastify";
import { isDatabaseUnavailable } from "../database/postgres-error.ts";

/** Why a request is refused outside GraphQL. */
export type HttpProblem = {
  status: number;
  code: string;
  message: string;
  /** Why the code applies. */
  reason?: string | undefined;
  headers?: Readonly<Record<string, string>>;
};

export const forbiddenHost: HttpProblem = {
  status: 403,
  code: "FORBIDDEN",
  message: "This host name is not served here.",
};

export const forbiddenOrigin: HttpProblem = {
  status: 403,
  code: "FORBIDDEN",
  message:
    "Pages of this origin may not call the API: add the origin to WEB_ORIGINS, or serve the page behind a proxy on the API's origin.",
  reason: "ORIGIN_NOT_ALLOWED",
  headers: { vary: "Origin" },
};

/** Limits count by the client's address, so a request without one is refused. */
export const noClientAddress: HttpProblem = {
  status: 400,
  code: "BAD_REQUEST",
  message: "The proxy's X-Forwarded-For names no IP address.",
};

/** Nothing here is decompressed, so a small body stays small. */
export const encodedBody: HttpProblem = {
  status: 415,
  code: "BAD_REQUEST",
  message: "Send the body as it is, without Content-Encoding.",
};

/** The body of a refusal, in GraphQL's shape, so that clients read all errors in one way. */
export function problemBody(
  requestId: string,
  { code, message, reason }: Pick<HttpProblem, "code" | "message" | "reason">,
): { errors: { message: string; extensions: { code: string; reason?: string; requestId: string } }[] } {
  const extensions = reason === undefined ? { code, requestId } : { code, reason, requestId };
  return { errors: [{ message, extensions }] };
}

/** Sends a refusal, and records its code for the log and the metrics. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: HttpProblem,
): FastifyReply {
  request.telemetry.code = problem.code;
  return reply
    .code(problem.status)
    .headers({ ...problem.headers })
    .send(problemBody(request.id, problem));
}

/** What the client is told of an error that no route expected; its details go to the log alone. */
export function toProblem(error: unknown): HttpProblem {
  return isDatabaseUnavailable(error)
    ? {
        status: 503,
        code: "SERVICE_UNAVAILABLE",
        message: "We cannot answer for a moment. Try again soon.",
        headers: { "retry-after": "1" },
      }
    : { status: 500, code: "INTERNAL_SERVER_ERROR", message: "Something went wrong on our side." };
}
