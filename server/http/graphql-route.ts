import { promisify } from "node:util";
import { type ApolloServer, HeaderMap } from "@apollo/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context, Identity, Services } from "../graphql/context.ts";
import { signUpCookie } from "../auth/sign-up-binding.ts";
import { tooLate } from "../graphql/errors.ts";
import { identify } from "../graphql/identify.ts";
import { type PersistedDocuments, withText } from "../graphql/persisted-documents.ts";
import { operationOf } from "../observability/observation.ts";
import { refreshTokenCookie } from "../sessions/refresh-token-cookie.ts";
import { requestKey } from "../shared-answers/request-key.ts";
import type { Answer } from "../shared-answers/shared-answers.ts";
import type { Sharing } from "../shared-answers/sharing.ts";
import { type SubscriptionStreams, wantsStream } from "./subscription-streams.ts";
import { type CookieJar, createHostCookie } from "./host-cookie.ts";
import { refusal } from "./refusal.ts";
import { type TimeIsUp, withinTime } from "./time-limit.ts";

export const graphqlPath = "/graphql";

export type GraphqlRouteOptions = {
  apollo: ApolloServer<Context>;
  streams: SubscriptionStreams;
  services: Services;
  documents: PersistedDocuments;
  production: boolean;
  /** Milliseconds that an operation may take. */
  timeLimitMs: number;
};

/**
 * POST /graphql. A thin layer over Apollo's own HTTP handling, as the GraphQL-over-HTTP specification has it. Who asks is
 * known before anything else, and what was answered to the same request a moment ago may then be told again.
 *
 * @see https://graphql.github.io/graphql-over-http/draft/
 */
export function addGraphqlRoute(
  server: FastifyInstance,
  { apollo, streams, services, documents, production, timeLimitMs }: GraphqlRouteOptions,
): void {
  void server.register(async (scope) => {
    const parse = promisify(scope.getDefaultJsonParser("error", "error"));
    // The text itself tells whether the same was asked a moment ago; most bodies need not be read.
    scope.removeContentTypeParser("application/json");
    scope.addContentTypeParser("application/json", { parseAs: "string" }, (_request, text, done) => {
      done(null, text);
    });

    scope.post<{ Body: string }>(graphqlPath, async (request, reply) => {
      const { authorization, accept, "user-agent": userAgent } = request.headers;
      const identity = await identify(authorization, userAgent, services);
      const { observation } = request;
      if (identity.kind === "member") observation.account = identity.userId;
      const readBody = async (): Promise<unknown> => {
        const body = withText(documents, await parse(request, request.body));
        observation.operationName = operationNameOf(body);
        return body;
      };
      const execute = async (sharing?: Sharing): Promise<Answer> => {
        const body = await readBody();
        if (body === undefined) return unknownDocument(request);
        const parts = { services, identity, production, sharing };
        const answer = await withinTime(timeLimitMs, (timeIsUp) =>
          executeByApollo(apollo, request, body, createContext(request, reply, parts, timeIsUp)),
        );
        return answer.late ? refuseLate(request) : answer.value;
      };

      if (wantsStream(request)) {
        const body = await readBody();
        if (body === undefined) return await send(reply, unknownDocument(request));
        const context = createContext(request, reply, { services, identity, production });
        await streams.answer(reply, body, context);
        return await reply;
      }
      const answer =
        identity.kind === "guest" || identity.kind === "member"
          ? await services.sharedAnswers.answer(
              requestKey(identity, accept, request.body),
              identity.kind === "member" ? identity.userId : undefined,
              execute,
            )
          : await execute();
      Object.assign(observation, answer.operation);
      return await send(reply, answer);
    });
  });
}

async function send(reply: FastifyReply, { status, headers, body }: Answer): Promise<FastifyReply> {
  for (const [name, value] of headers) void reply.header(name, value);
  return await reply.code(status).header("cache-control", "no-store").send(body);
}

/** Clients then send the text. */
function unknownDocument(request: FastifyRequest): Answer {
  const message = "No document has this id here. Send its text as `query`.";
  return refuse(request, 400, "PERSISTED_DOCUMENT_NOT_FOUND", message);
}

async function executeByApollo(
  apollo: ApolloServer<Context>,
  request: FastifyRequest,
  body: unknown,
  context: Context,
): Promise<Answer> {
  const answer = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: "POST", headers: toHeaderMap(request), search: "", body },
    context: async () => context,
  });
  if (answer.body.kind !== "complete") throw new Error("Incremental delivery is off.");
  // Fastify counts the bytes, which may be others than these.
  answer.headers.delete("content-length");
  const { status = 200, headers } = answer;
  return { status, headers, body: answer.body.string, operation: operationOf(request.observation) };
}

function refuseLate(request: FastifyRequest): Answer {
  request.log.error(operationOf(request.observation), "an operation took too long");
  const { message, extensions } = tooLate();
  const answer = refuse(request, 503, String(extensions["code"]), message);
  return { ...answer, headers: [...answer.headers, ["retry-after", "1"]] };
}

function refuse(request: FastifyRequest, status: number, code: string, message: string): Answer {
  request.observation.code = code;
  return {
    status,
    headers: [["content-type", "application/json; charset=utf-8"]],
    body: JSON.stringify(refusal(request, code, message)),
    operation: operationOf(request.observation),
  };
}

type ContextParts = {
  services: Services;
  identity: Identity;
  production: boolean;
  sharing?: Sharing | undefined;
};

function createContext(
  request: FastifyRequest,
  reply: FastifyReply,
  { services, identity, production, sharing }: ContextParts,
  timeIsUp: TimeIsUp = () => false,
): Context {
  const jar: CookieJar = {
    header: request.headers.cookie,
    secure: production || request.protocol === "https",
    set: (header) => void reply.header("set-cookie", header),
  };
  return {
    identity,
    observation: request.observation,
    requestId: request.id,
    address: request.ip,
    userAgent: request.headers["user-agent"],
    refreshTokenCookie: createHostCookie(jar, refreshTokenCookie),
    signUpCookie: createHostCookie(jar, signUpCookie),
    log: request.log,
    timeIsUp,
    sharing,
    // Last: before the others it costs fifty times as much, in V8.
    ...services,
  };
}

/** For the log: what looks like a name, and nothing else that a stranger may send. */
function operationNameOf(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("operationName" in body)) return undefined;
  const { operationName } = body;
  return typeof operationName === "string" && /^\w{1,100}$/.test(operationName) ? operationName : undefined;
}

/** What Apollo looks at: whether it is JSON that came, and what the client takes. */
function toHeaderMap({ headers: { accept, "content-type": contentType = "" } }: FastifyRequest): HeaderMap {
  const headers = new HeaderMap([["content-type", contentType]]);
  if (accept !== undefined) headers.set("accept", accept);
  return headers;
}
