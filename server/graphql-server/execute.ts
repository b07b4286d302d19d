import { type ApolloServer, HeaderMap } from "@apollo/server";
import { LRUCache } from "lru-cache";
import type { CompiledQueries, CompiledQuery } from "./compiled-queries.ts";
import type { Context, Services } from "../app/context.ts";
import { deadlineExceeded } from "../graphql/errors.ts";
import { isRecord } from "../lib/is-record.ts";
import { operationTelemetry } from "../observability/request-telemetry.ts";
import { noteOperation, type OperationLabels } from "../observability/operation-labels.ts";
import type { GraphqlResponse } from "../response-cache/response-cache.ts";
import type { CachePolicy } from "../response-cache/cache-policy.ts";
import { createContext, type GraphqlRequest } from "./graphql-request.ts";
import { errorResponse } from "../http/error-response.ts";
import { withinTime } from "../lib/deadline.ts";

/** A query that has been compiled, with what it is asked and what its answer is called. */
export type CompiledRequest = {
  query: CompiledQuery;
  variables: Record<string, unknown>;
  contentType: string;
};

/** Executes operations. */
export type Execution = {
  /** What is needed to execute a query without Apollo; undefined where that is not so. */
  prepare: (body: unknown, accept: string | undefined) => CompiledRequest | undefined;
  /**
   * @param body as it came, with the text of its document.
   * @param ready of the same body.
   * @param cachePolicy hears what the answer depends on, where it may be told to others.
   */
  execute: (
    request: GraphqlRequest,
    body: unknown,
    ready: CompiledRequest | undefined,
    cachePolicy: CachePolicy | undefined,
  ) => Promise<GraphqlResponse>;
};

export type ExecutionOptions = {
  apollo: ApolloServer<Context>;
  /** Undefined: Apollo executes everything. */
  compiledQueries: CompiledQueries | undefined;
  labels: OperationLabels;
  services: Services;
  /** Milliseconds that an operation may take. */
  timeLimitMs: number;
};

/**
 * Answers by Apollo's own HTTP handling, as the GraphQL-over-HTTP specification has it. A query that has been compiled is
 * executed without, and its answer made as Apollo makes it.
 *
 * @see https://graphql.github.io/graphql-over-http/draft/
 */
export function createExecution({
  apollo,
  compiledQueries,
  labels,
  services,
  timeLimitMs,
}: ExecutionOptions): Execution {
  /** What Apollo has called its answers, by the Accept header. */
  const contentTypes = new LRUCache<string, string>({ max: 100 });

  async function executeByApollo(
    { contentType = "", accept, telemetry }: GraphqlRequest,
    body: unknown,
    context: Context,
  ): Promise<GraphqlResponse> {
    const head = new HeaderMap([["content-type", contentType]]);
    if (accept !== undefined) head.set("accept", accept);
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: "POST", headers: head, search: "", body },
      context: async () => context,
    });
    if (answer.body.kind !== "complete") throw new Error("Incremental delivery is off.");
    const { status = 200, headers } = answer;
    // The server counts the bytes, which may be others than these.
    headers.delete("content-length");
    const chosen = headers.get("content-type");
    if (status === 200 && chosen !== undefined) contentTypes.set(accept ?? "", chosen);
    return { status, headers, body: answer.body.string, operation: operationTelemetry(telemetry) };
  }

  async function executeReady(
    { query, variables, contentType }: CompiledRequest,
    context: Context,
  ): Promise<GraphqlResponse | undefined> {
    noteOperation(context.telemetry, query.operation, labels);
    const data = await query.execute(context, variables);
    if (data === undefined) return undefined;
    return {
      status: 200,
      headers: [["content-type", contentType]],
      body: `${JSON.stringify({ data })}\n`,
      operation: operationTelemetry(context.telemetry),
    };
  }

  return {
    prepare(body, accept) {
      const contentType = contentTypes.get(accept ?? "");
      const asked = plainRequest(body);
      const query = asked && compiledQueries?.find(asked.query, asked.operationName);
      if (!query || contentType === undefined) return undefined;
      return { query, variables: asked.variables, contentType };
    },
    async execute(request, body, ready, cachePolicy) {
      const answer = await withinTime(timeLimitMs, async (deadlinePassed) => {
        const context = createContext(request, services, cachePolicy, deadlinePassed);
        const made = ready && (await executeReady(ready, context));
        return made ?? (await executeByApollo(request, body, context));
      });
      return answer.late ? refuseLate(request) : answer.value;
    },
  };
}

type PlainRequest = { query: string; operationName: string | undefined; variables: Record<string, unknown> };

/** What a body asks, where there is nothing in it that Apollo might say something about. */
function plainRequest(body: unknown): PlainRequest | undefined {
  if (!isRecord(body)) return undefined;
  const { query } = body;
  // What is null counts as left out.
  const extensions = body["extensions"] ?? undefined;
  const operationName = body["operationName"] ?? undefined;
  const variables = body["variables"] ?? {};
  if (typeof query !== "string" || extensions !== undefined || !isRecord(variables)) return undefined;
  if (operationName !== undefined && typeof operationName !== "string") return undefined;
  return { query, operationName, variables };
}

function refuseLate(request: GraphqlRequest): GraphqlResponse {
  request.log.error(operationTelemetry(request.telemetry), "an operation took too long");
  const { message, extensions } = deadlineExceeded();
  const answer = errorResponse(request, 503, String(extensions["code"]), message);
  return { ...answer, headers: [...answer.headers, ["retry-after", "1"]] };
}
