import { type ApolloServer, HeaderMap } from "@apollo/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context, Services } from "../graphql/context.ts";
import { identify } from "../graphql/identify.ts";
import { type SubscriptionStreams, wantsStream } from "./subscription-streams.ts";
import { createRefreshTokenCookie } from "../sessions/refresh-token-cookie.ts";

export const graphqlPath = "/graphql";

export type GraphqlRouteOptions = {
  apollo: ApolloServer<Context>;
  streams: SubscriptionStreams;
  services: Services;
  production: boolean;
};

/**
 * POST /graphql. A thin layer over Apollo's own HTTP handling, as the GraphQL-over-HTTP specification has it.
 *
 * @see https://graphql.github.io/graphql-over-http/draft/
 */
export function addGraphqlRoute(
  server: FastifyInstance,
  { apollo, streams, services, production }: GraphqlRouteOptions,
): void {
  server.post(graphqlPath, async (request, reply) => {
    request.operationName = operationNameOf(request.body);
    const context = await createContext(request, reply, services, production);
    if (wantsStream(request)) {
      await streams.answer(request, reply, context);
      return await reply;
    }
    const { body, headers, status } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: "POST",
        headers: toHeaderMap(request),
        search: "",
        body: request.body,
      },
      context: async () => context,
    });
    if (body.kind !== "complete") throw new Error("Incremental delivery is off.");
    for (const [name, value] of headers) void reply.header(name, value);
    return await reply
      .code(status ?? 200)
      .header("cache-control", "no-store")
      .send(body.string);
  });

  server.route({
    method: ["GET", "HEAD", "PUT", "PATCH", "DELETE"],
    url: graphqlPath,
    handler: async (_request, reply) => {
      return await reply
        .code(405)
        .header("allow", "POST")
        .send({ errors: [{ message: "Send GraphQL by POST.", extensions: { code: "BAD_REQUEST" } }] });
    },
  });
}

async function createContext(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  production: boolean,
): Promise<Context> {
  const secure = production || request.protocol === "https";
  return {
    ...services,
    identity: await identify(request.headers.authorization, request.headers["user-agent"], services),
    requestId: request.id,
    address: request.ip,
    userAgent: request.headers["user-agent"],
    refreshTokenCookie: createRefreshTokenCookie(request.headers.cookie, secure, (header) => {
      void reply.header("set-cookie", header);
    }),
    log: request.log,
  };
}

/** For the log: what looks like a name, and nothing else that a stranger may send. */
function operationNameOf(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("operationName" in body)) return undefined;
  const { operationName } = body;
  return typeof operationName === "string" && /^\w{1,100}$/.test(operationName) ? operationName : undefined;
}

function toHeaderMap(request: FastifyRequest): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}
