import type { FastifyRequest } from "fastify";

/** The body of a refusal outside GraphQL, in the shape of GraphQL: a client has one way to read errors. */
export function refusal(
  { id: requestId }: Pick<FastifyRequest, "id">,
  code: string,
  message: string,
): { errors: { message: string; extensions: { code: string; requestId: string } }[] } {
  return { errors: [{ message, extensions: { code, requestId } }] };
}
