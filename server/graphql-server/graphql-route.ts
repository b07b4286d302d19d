import { promisify } from "node:util";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Services } from "../app/context.ts";
import { userIdOf, type Identity } from "../graphql/identity.ts";
import { identify } from "./identify.ts";
import { type PersistedDocuments, resolvePersistedDocument } from "./persisted-documents.ts";
import { cacheKey } from "../response-cache/cache-key.ts";
import type { GraphqlResponse } from "../response-cache/response-cache.ts";
import type { CachePolicy } from "../response-cache/cache-policy.ts";
import type { Execution } from "./execute.ts";
import { createContext, type GraphqlRequest, noteOperationName } from "./graphql-request.ts";
import { errorResponse } from "../http/error-response.ts";
import { type SubscriptionStreams, wantsStream } from "./streams/subscription-streams.ts";

export const graphqlPath = "/graphql";

export type GraphqlRouteOptions = {
  execution: Execution;
  streams: SubscriptionStreams;
  services: Services;
  documents: PersistedDocuments;
  production: boolean;
};

/**
 * POST /graphql. Who asks is known before anything else, and what was answered to the same request a moment ago may then
 * be told again.
 */
export function addGraphqlRoute(
  server: FastifyInstance,
  { execution, streams, services, documents, production }: GraphqlRouteOptions,
): void {
  void server.register(async (scope) => {
    const parse = promisify(scope.getDefaultJsonParser("error", "error"));
    // The text itself tells whether the same was asked a moment ago; most bodies need not be read.
    scope.removeContentTypeParser("application/json");
    scope.addContentTypeParser("application/json", { parseAs: "string" }, (_request, text, done) => {
      done(null, text);
    });

    scope.post<{ Body: string }>(graphqlPath, async (request, reply) => {
      const { authorization, "user-agent": userAgent } = request.headers;
      const identity = await identify(authorization, userAgent, services);
      const asked = toGraphqlRequest(request, reply, identity, production);
      const { telemetry } = request;
      const account = userIdOf(identity);
      telemetry.account = account;
      const readBody = async (): Promise<unknown> => {
        const body = resolvePersistedDocument(documents, await parse(request, request.body));
        noteOperationName(telemetry, body);
        return body;
      };
      const execute = async (cachePolicy?: CachePolicy): Promise<GraphqlResponse> => {
        const body = await readBody();
        if (body === undefined) return unknownDocument(request);
        return await execution.execute(asked, body, execution.prepare(body, asked.accept), cachePolicy);
      };

      if (wantsStream(request)) {
        const body = await readBody();
        if (body === undefined) return await send(reply, unknownDocument(request));
        await streams.answer(reply, body, createContext(asked, services));
        return await reply;
      }
      const answer =
        identity.kind === "guest" || identity.kind === "member"
          ? await services.responseCache.getOrExecute(
              cacheKey(identity, asked.accept, request.body),
              account,
              execute,
            )
          : await execute();
      Object.assign(telemetry, answer.operation);
      return await send(reply, answer);
    });
  });
}

async function send(reply: FastifyReply, { status, headers, body }: GraphqlResponse): Promise<FastifyReply> {
  for (const [name, value] of headers) void reply.header(name, value);
  return await reply.code(status).header("cache-control", "no-store").send(body);
}

/** Clients then send the text. */
function unknownDocument(request: FastifyRequest): GraphqlResponse {
  const message = "No document has this id here. Send its text as `query`.";
  return errorResponse(request, 400, "PERSISTED_DOCUMENT_NOT_FOUND", message);
}

function toGraphqlRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  identity: Identity,
  production: boolean,
): GraphqlRequest {
  const { id, headers, ip: address, log, telemetry } = request;
  const { accept, cookie: header, "content-type": contentType, "user-agent": userAgent } = headers;
  const cookies = {
    header,
    secure: production || request.protocol === "https",
    set: (each: string) => void reply.header("set-cookie", each),
  };
  return { id, identity, contentType, accept, userAgent, address, cookies, log, telemetry };
}
