import type { FastifyReply, FastifyRequest } from "fastify";
import { operationOf } from "../observability/request-telemetry.ts";
import type { Answer } from "../response-cache/response-cache.ts";

/** The body of a refusal outside GraphQL, in the shape of GraphQL: a client has one way to read errors. */
export function refusal(
  { id: requestId }: Pick<FastifyRequest, "id">,
  code: string,
  message: string,
): { errors: { message: string; extensions: { code: string; requestId: string } }[] } {
  return { errors: [{ message, extensions: { code, requestId } }] };
}

/** A refusal to whoever asks for an operation; its code is noted for the log and the metrics. */
export function refusedAnswer(
  { id, observation }: Pick<FastifyRequest, "id" | "observation">,
  status: number,
  code: string,
  message: string,
): Answer {
  observation.code = code;
  return {
    status,
    headers: [["content-type", "application/json; charset=utf-8"]],
    body: JSON.stringify(refusal({ id }, code, message)),
    operation: operationOf(observation),
  };
}

/** Answers with a refusal, and notes its code for the log and the metrics. */
export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
): void {
  request.observation.code = code;
  void reply.code(status).send(refusal(request, code, message));
}
