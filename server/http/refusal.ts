import type { FastifyReply, FastifyRequest } from "fastify";

/** The body of a refusal outside GraphQL, in the shape of GraphQL: a client has one way to read errors. */
export function refusal(
  { id: requestId }: Pick<FastifyRequest, "id">,
  code: string,
  message: string,
): { errors: { message: string; extensions: { code: string; requestId: string } }[] } {
  return { errors: [{ message, extensions: { code, requestId } }] };
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
