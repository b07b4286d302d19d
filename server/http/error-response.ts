import type { FastifyReply, FastifyRequest } from "fastify";
import { operationTelemetry } from "../observability/request-telemetry.ts";
import type { GraphqlResponse } from "../response-cache/response-cache.ts";

/** The body of a refusal outside GraphQL, in the shape of GraphQL: a client has one way to read errors. */
export function errorBody(
  { id: requestId }: Pick<FastifyRequest, "id">,
  code: string,
  message: string,
): { errors: { message: string; extensions: { code: string; requestId: string } }[] } {
  return { errors: [{ message, extensions: { code, requestId } }] };
}

/** A refusal to whoever asks for an operation; its code is noted for the log and the metrics. */
export function errorResponse(
  { id, telemetry }: Pick<FastifyRequest, "id" | "telemetry">,
  status: number,
  code: string,
  message: string,
): GraphqlResponse {
  telemetry.code = code;
  return {
    status,
    headers: [["content-type", "application/json; charset=utf-8"]],
    body: JSON.stringify(errorBody({ id }, code, message)),
    operation: operationTelemetry(telemetry),
  };
}

/** Answers with a refusal, and notes its code for the log and the metrics. */
export function sendError(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
): void {
  request.telemetry.code = code;
  void reply.code(status).send(errorBody(request, code, message));
}
