import type { Fetcher } from "@graphiql/toolkit";
import { getOperationAST, GraphQLError, OperationTypeNode } from "graphql";
import type { ExecutionResult } from "graphql";
import { GraphQLRequestError } from "../sdk/request-error.ts";
import type { Session } from "../sdk/session/session.ts";
import { streamOperation } from "../sdk/stream-operation.ts";
import type { Authorization } from "./authorization.ts";

/**
 * Sends what GraphiQL runs, with the headers that its editor shows. Where the Authorization is the session's, the
 * session sends it, renewed if it has run out meanwhile. Subscriptions are streams of server-sent events.
 */
export function createFetcher(url: string, session: Session, { isOurs }: Authorization): Fetcher {
  return async ({ query, variables, operationName }, { headers = {}, documentAST } = {}) => {
    const { Authorization, ...others } = headers;
    const send = isOurs(Authorization) ? session.fetch : fetch;
    const sent = isOurs(Authorization) ? others : headers;

    const operation = documentAST && getOperationAST(documentAST, operationName);
    if (operation?.operation === OperationTypeNode.SUBSCRIPTION) {
      return stoppable((signal) =>
        streamOperation(url, send, { name: operationName ?? "", query, variables, headers: sent, signal }),
      );
    }
    const response = await send(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", ...sent },
      body: JSON.stringify({ query, variables, operationName }),
    });
    const result: ExecutionResult = await response.json();
    if (changesSession(result)) await session.refresh();
    return result;
  };
}

/** Whoever signs in or out by hand does so with the cookie: the session looks who that is now. */
function changesSession(result: ExecutionResult): boolean {
  return /"__typename":"(?:SignedIn|SignedOut|AccountDeleted)"/u.test(JSON.stringify(result));
}

/** Each event as a GraphQL result; what the API ends the stream with is the last one. */
function stoppable(open: (signal: AbortSignal) => AsyncGenerator): AsyncIterableIterator<ExecutionResult> {
  const end = new AbortController();
  const results = (async function* (): AsyncGenerator<ExecutionResult> {
    try {
      for await (const data of open(end.signal)) yield { data: { ...Object(data) } };
    } catch (error) {
      if (end.signal.aborted) return;
      if (!(error instanceof GraphQLRequestError) || error.errors.length === 0) throw error;
      yield { errors: error.errors.map(({ message, ...more }) => new GraphQLError(message, more)) };
    }
  })();
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => results.next(),
    // A generator's own `return` waits for the next event, which may never come.
    return: async () => {
      end.abort();
      return { done: true, value: undefined };
    },
  };
}
