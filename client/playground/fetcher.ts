import type { Fetcher } from "@graphiql/toolkit";
import { getOperationAST, GraphQLError, OperationTypeNode } from "graphql";
import type { ExecutionResult } from "graphql";
import { GraphQLRequestError } from "../sdk/request-error.ts";
import type { Session } from "../sdk/session/session.ts";
import { streamOperation } from "../sdk/stream-operation.ts";
import type { Authorization } from "./authorization.ts";

/**
 * Sends GraphiQL's operations with the headers of its editor. If the Authorization header is the session's, the session
 * sends the request, and renews the token when necessary. Subscriptions are server-sent events.
 */
export function createFetcher(url: string, session: Session, { isFilledIn }: Authorization): Fetcher {
  return async ({ query, variables, operationName }, { headers = {}, documentAST } = {}) => {
    const { Authorization, ...others } = headers;
    const send = isFilledIn(Authorization) ? session.fetch : fetch;
    const sentHeaders = isFilledIn(Authorization) ? others : headers;

    const operation = documentAST && getOperationAST(documentAST, operationName);
    if (operation?.operation === OperationTypeNode.SUBSCRIPTION) {
      return toResults((signal) =>
        streamOperation(url, send, {
          name: operationName ?? "",
          query,
          variables,
          headers: sentHeaders,
          signal,
        }),
      );
    }
    const response = await send(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", ...sentHeaders },
      body: JSON.stringify({ query, variables, operationName }),
    });
    const result: ExecutionResult = await response.json();
    if (changesSession(result)) await session.refresh();
    return result;
  };
}

/** True for mutations that sign in or out and set the cookie: the session must refresh. */
function changesSession(result: ExecutionResult): boolean {
  return /"__typename":"(?:SignedIn|SignedOut|AccountDeleted)"/u.test(JSON.stringify(result));
}

/** Yields each event as a GraphQL result. An error of the API is the last result. */
function toResults(open: (signal: AbortSignal) => AsyncGenerator): AsyncIterableIterator<ExecutionResult> {
  const controller = new AbortController();
  const results = (async function* (): AsyncGenerator<ExecutionResult> {
    try {
      for await (const data of open(controller.signal)) yield { data: { ...Object(data) } };
    } catch (error) {
      if (controller.signal.aborted) return;
      if (!(error instanceof GraphQLRequestError) || error.errors.length === 0) throw error;
      yield { errors: error.errors.map(({ message, ...options }) => new GraphQLError(message, options)) };
    }
  })();
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => results.next(),
    // A generator's own `return` waits for the next event, which may never come.
    return: async () => {
      controller.abort();
      return { done: true, value: undefined };
    },
  };
}
