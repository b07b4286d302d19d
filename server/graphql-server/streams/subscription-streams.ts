import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type ExecutionResult, GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from "graphql";
import { type RequestContext, requireVerified } from "../../graphql/context.ts";
import { accountOf } from "../../graphql/identity.ts";
import {
  authUnavailable,
  eventsDropped,
  tooManySubscriptions,
  unauthenticated,
} from "../../graphql/errors.ts";
import { QueueOverflowError } from "../../lib/bounded-queue.ts";
import { repeat } from "../../lib/repeat.ts";
import { whenClosed } from "../../lib/when-closed.ts";
import type { OperationLabels } from "../../observability/operation-labels.ts";
import { operationTelemetry } from "../../observability/request-telemetry.ts";
import { networkOf } from "../../rate-limit/network-of.ts";
import type { GraphqlResponse } from "../../response-cache/response-cache.ts";
import type { RevocationList } from "../../sessions/revocation-list.ts";
import { formatError } from "../errors/format-error.ts";
import type { Exchange } from "../exchange.ts";
import type { Finish } from "../finish.ts";
import { toEventStream } from "./event-stream.ts";
import { startSubscription } from "./start-subscription.ts";
import { createStreamLimits } from "./stream-limits.ts";

/** A revoked session loses its streams within this time. */
const checkTokensEveryMs = 500;
const idleTimeoutMs = 60_000;

export type SubscriptionStreams = {
  /** @param body the request's, as parsed from JSON. */
  serve: (exchange: Exchange, body: unknown, context: RequestContext) => Promise<void>;
  /** The number of open streams. */
  openCount: () => number;
  /** Ends all streams: their clients go to another node. */
  stop: () => void;
};

export type SubscriptionStreamsOptions = {
  schema: GraphQLSchema;
  production: boolean;
  labels: OperationLabels;
  clock: () => Date;
  revocations: Pick<RevocationList, "isCurrent" | "refreshNow" | "isRevoked">;
  finish: Pick<Finish, "send" | "startStream">;
  /** Called with each failure to check the tokens of open streams. */
  onError: (error: unknown) => void;
};

type OpenStream = { context: RequestContext; end: AbortController };

/**
 * Serves subscriptions as server-sent events, one connection each. Tokens, masking and limits are applied here as to other
 * requests, since Apollo's plugins do not run for subscriptions.
 *
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode
 */
export function createSubscriptionStreams({
  schema,
  production,
  labels,
  clock,
  revocations,
  finish,
  onError,
}: SubscriptionStreamsOptions): SubscriptionStreams {
  const streams = new Set<OpenStream>();
  const limits = createStreamLimits();
  const checking = repeat(checkTokensEveryMs, checkTokens, onError);

  async function checkTokens(): Promise<void> {
    if (streams.size === 0) return;
    const isCurrent = revocations.isCurrent() || (await revocations.refreshNow());
    for (const { context, end } of streams) {
      const isTrusted = isCurrent || context.identity.kind !== "member";
      const refusal = isTrusted ? refusalOf(context) : authUnavailable();
      if (refusal) end.abort(refusal);
    }
  }

  /** Why the token of a stream is no longer valid; undefined while it is. */
  function refusalOf({ identity }: RequestContext): GraphQLError | undefined {
    if (identity.kind !== "member" && identity.kind !== "machine") return undefined;
    if (identity.claims.expiresAt * 1000 <= clock().getTime()) return unauthenticated("TOKEN_EXPIRED");
    return identity.kind === "member" && revocations.isRevoked(identity.claims)
      ? unauthenticated("TOKEN_INVALID")
      : undefined;
  }

  /** The results as they are sent, with an error as the last one where the stream is ended early. */
  async function* resultsOf(
    events: AsyncIterable<ExecutionResult>,
    { context, end }: OpenStream,
  ): AsyncGenerator<unknown, void, undefined> {
    try {
      for await (const { data, errors } of events) {
        const refusal = refusalOf(context);
        if (refusal) end.abort(refusal);
        if (end.signal.aborted) break;
        yield { data, ...(errors && { errors: format(errors, context) }) };
      }
      const reason: unknown = end.signal.reason;
      if (reason instanceof GraphQLError) yield { errors: format([reason], context) };
    } catch (error) {
      yield { errors: format([error instanceof QueueOverflowError ? eventsDropped() : error], context) };
    }
  }

  async function serve(exchange: Exchange, body: unknown, context: RequestContext): Promise<void> {
    const { kind } = requireVerified(context);
    const release = limits.acquire(
      kind === "guest"
        ? { kind: "network", name: networkOf(context.address) }
        : { kind, name: accountOf(context.identity) ?? "" },
    );
    if (!release) throw tooManySubscriptions();
    const { response } = exchange;
    const stream: OpenStream = { context, end: new AbortController() };
    streams.add(stream);
    const gone = new Promise<void>((resolve) => {
      whenClosed(response, resolve);
    });
    void gone.then(() => stream.end.abort());
    try {
      const subscriber = { ...context, signal: stream.end.signal };
      const started = await startSubscription(schema, body, subscriber, { production, labels });
      if (!("next" in started)) return finish.send(exchange, errorResponse(started, context));
      // A client that reads nothing, not even pings, is gone.
      response.setTimeout(idleTimeoutMs, () => response.destroy());
      finish.startStream(exchange);
      const events = Readable.from(toEventStream(resultsOf(started, stream)));
      // Rejects where the client goes away, which ends the stream too, but not where the response still waits for its turn
      // on the connection.
      await Promise.race([pipeline(events, response).catch(() => {}), gone]);
      events.destroy();
    } finally {
      stream.end.abort();
      streams.delete(stream);
      release();
    }
  }

  return {
    async serve(exchange, body, context) {
      try {
        await serve(exchange, body, context);
      } catch (error) {
        finish.send(exchange, errorResponse([error], context));
      }
    },
    openCount: () => streams.size,
    stop() {
      checking.stop();
      for (const { end } of streams) end.abort();
    },
  };
}

/** A response without a stream, in the form that queries get. */
function errorResponse(errors: readonly unknown[], context: RequestContext): GraphqlResponse {
  const [first] = errors;
  const formatted = format(errors, context);
  const code = formatted[0]?.extensions?.["code"];
  context.telemetry.code = String(code);
  const status = code === "SERVICE_UNAVAILABLE" ? 503 : statusOf(first);
  return {
    status,
    headers: [
      ["content-type", "application/json; charset=utf-8"],
      ...(status === 429 || status === 503 ? [["retry-after", "1"] as [string, string]] : []),
    ],
    body: JSON.stringify({ errors: formatted }),
    operation: operationTelemetry(context.telemetry),
  };
}

function statusOf(error: unknown): number {
  const http = error instanceof GraphQLError ? error.extensions["http"] : undefined;
  const status = typeof http === "object" && http !== null && "status" in http ? http.status : undefined;
  return typeof status === "number" ? status : 500;
}

function format(errors: readonly unknown[], { requestId, log }: RequestContext): GraphQLFormattedError[] {
  return errors.map((error) =>
    formatError(error instanceof GraphQLError ? error.toJSON() : { message: "" }, error, requestId, log),
  );
}
