import { type ApolloServer, HeaderMap } from "@apollo/server";
import type { RequestContext } from "../graphql/context.ts";
import { deadlineExceeded } from "../graphql/errors.ts";
import type { HttpProblem } from "../http/problem-response.ts";
import { type DeadlinePassed, type timedOut, withDeadline } from "../lib/deadline.ts";
import { isRecord } from "../lib/is-record.ts";
import { noteOperation, type OperationLabels } from "../observability/operation-labels.ts";
import { operationTelemetry } from "../observability/request-telemetry.ts";
import type { GraphqlResponse } from "../response-cache/response-cache.ts";
import type { CompiledQueries, CompiledQuery } from "./compiled-queries.ts";
import { formatEarlyRefusal } from "./errors/format-early-refusal.ts";
import { negotiateContentType } from "./negotiate-content-type.ts";

/** A GraphQL request over HTTP. */
export type GraphqlRequest = {
  /** The JSON of its body, with the document's text. */
  body: unknown;
  accept: string | undefined;
  contentType: string | undefined;
};

/**
 * Executes a request within the time limit.
 *
 * @param createContext is called once; the context outlives the deadline, since work in progress goes on.
 */
export type Execute = (
  request: GraphqlRequest,
  createContext: (deadlinePassed: DeadlinePassed) => RequestContext,
) => Promise<GraphqlResponse | typeof timedOut>;

export type ExecuteOptions = {
  apollo: ApolloServer<RequestContext>;
  /** Absent: Apollo executes everything. */
  compiledQueries: CompiledQueries | undefined;
  labels: OperationLabels;
  timeLimitMs: number;
};

/** A compiled query, with what else its execution needs. */
type CompiledRequest = {
  query: CompiledQuery;
  variables: Record<string, unknown>;
  contentType: string;
};

/** The response to a request whose time limit has passed. */
export const tookTooLong: HttpProblem = {
  status: 503,
  code: "SERVICE_UNAVAILABLE",
  message: deadlineExceeded().message,
  headers: { "retry-after": "1" },
};

/**
 * Executes by Apollo's own HTTP handling, which follows the GraphQL-over-HTTP specification. A compiled query is executed
 * without Apollo, and its response is built as Apollo builds it.
 *
 * @see https://graphql.github.io/graphql-over-http/draft/
 */
export function createExecute({ apollo, compiledQueries, labels, timeLimitMs }: ExecuteOptions): Execute {
  async function executeByApollo(
    { body: requestBody, accept, contentType = "" }: GraphqlRequest,
    context: RequestContext,
  ): Promise<GraphqlResponse> {
    const requestHeaders = new HeaderMap([["content-type", contentType]]);
    if (accept !== undefined) requestHeaders.set("accept", accept);
    const response = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: "POST", headers: requestHeaders, search: "", body: requestBody },
      context: async () => context,
    });
    if (response.body.kind !== "complete") throw new Error("Incremental delivery is off.");
    const { status = 200, headers } = response;
    // Both are set when the response is sent: the response cache may change the body, and none may be stored elsewhere.
    headers.delete("content-length");
    headers.delete("cache-control");
    const { string } = response.body;
    const body = status < 400 ? string : formatEarlyRefusal(string, context);
    return { status, headers, body, operation: operationTelemetry(context.telemetry) };
  }

  function findCompiled({ body, accept }: GraphqlRequest): CompiledRequest | undefined {
    const plain = toPlainRequest(body);
    const query = plain && compiledQueries?.find(plain.query, plain.operationName);
    if (!query) return undefined;
    const contentType = negotiateContentType(accept);
    return contentType === undefined ? undefined : { query, variables: plain.variables, contentType };
  }

  /** @returns undefined at the first error: Apollo executes the query again, and the response is Apollo's. */
  async function executeCompiled(
    { query, variables, contentType }: CompiledRequest,
    context: RequestContext,
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

  return async (request, createContext) =>
    await withDeadline(timeLimitMs, async (deadlinePassed) => {
      const context = createContext(deadlinePassed);
      const compiled = findCompiled(request);
      return (
        (compiled && (await executeCompiled(compiled, context))) ?? (await executeByApollo(request, context))
      );
    });
}

type PlainRequest = { query: string; operationName: string | undefined; variables: Record<string, unknown> };

/** The parts of a well-formed request; undefined for whatever Apollo would refuse or treat in another way. */
function toPlainRequest(body: unknown): PlainRequest | undefined {
  if (!isRecord(body)) return undefined;
  const { query } = body;
  // Null counts as left out.
  const extensions = body["extensions"] ?? undefined;
  const operationName = body["operationName"] ?? undefined;
  const variables = body["variables"] ?? {};
  if (typeof query !== "string" || extensions !== undefined || !isRecord(variables)) return undefined;
  if (operationName !== undefined && typeof operationName !== "string") return undefined;
  return { query, operationName, variables };
}
