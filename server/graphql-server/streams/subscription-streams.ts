import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type ExecutionResult, GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from "graphql";
import { repeat } from "../../lib/repeat.ts";
import { QueueOverflowError } from "../../lib/bounded-queue.ts";
import type { Context, Services } from "../../app/context.ts";
import { memberOrGuest } from "../../graphql/context.ts";
import {
  authUnavailable,
  tooManySubscriptions,
  eventsDropped,
  unauthenticated,
} from "../../graphql/errors.ts";
import { formatError } from "../errors/format-error.ts";
import { startSubscription } from "./start-subscription.ts";
import type { OperationLabels } from "../../observability/operation-labels.ts";
import { networkOf } from "../../rate-limit/network-of.ts";
import { toEventStream } from "./event-stream.ts";
import { createStreamLimits } from "./stream-limits.ts";

/** An ended session loses its streams within this. */
const lookAtTokensEveryMs = 500;
const patienceMs = 60_000;

export type SubscriptionStreams = {
  /** @param body the request's, as JSON has it. */
  answer: (reply: FastifyReply, body: unknown, context: Context) => Promise<void>;
  /** How many there are. */
  open: () => number;
  /** Ends all streams: their clients go to another node. */
  stop: () => void;
};

/** Whether a request wants a stream and nothing else; some clients list it with every query, behind JSON. */
export function wantsStream({ headers: { accept = "" } }: FastifyRequest): boolean {
  return accept.includes("text/event-stream") && !/application\/|\*\/\*/.test(accept);
}

export type SubscriptionStreamsOptions = {
  schema: GraphQLSchema;
  production: boolean;
  labels: OperationLabels;
  onError: (error: unknown) => void;
};

type OpenStream = { context: Context; end: AbortController };

/**
 * Subscriptions as server-sent events, a connection for each, with the verification, masking and limits of other
 * requests: Apollo's plugins, which see to that elsewhere, do not see them.
 *
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode
 */
export function createSubscriptionStreams(
  { schema, production, labels, onError }: SubscriptionStreamsOptions,
  { clock, revocations }: Pick<Services, "clock" | "revocations">,
): SubscriptionStreams {
  const streams = new Set<OpenStream>();
  const limits = createStreamLimits();
  const looking = repeat(lookAtTokensEveryMs, lookAtTokens, onError);

  async function lookAtTokens(): Promise<void> {
    if (streams.size === 0) return;
    const isCurrent = revocations.isCurrent() || (await revocations.refreshNow());
    for (const { context, end } of streams) {
      if (context.identity.kind !== "member") continue;
      const refusal = isCurrent ? refusalOf(context) : authUnavailable();
      if (refusal) end.abort(refusal);
    }
  }

  /** Why the token of a stream counts no more. */
  function refusalOf({ identity }: Context): GraphQLError | undefined {
    if (identity.kind !== "member") return undefined;
    if (identity.claims.expiresAt * 1000 <= clock().getTime()) return unauthenticated("TOKEN_EXPIRED");
    return revocations.isRevoked(identity.claims) ? unauthenticated("TOKEN_INVALID") : undefined;
  }

  /** The results as they go out, with an error at the end where the stream ends before its time. */
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

  async function answer(reply: FastifyReply, body: unknown, context: Context): Promise<void> {
    const member = memberOrGuest(context);
    const release = limits.take(
      member
        ? { kind: "ofMember", name: member.userId }
        : { kind: "fromNetwork", name: networkOf(context.address) },
    );
    if (!release) throw tooManySubscriptions();
    const end = new AbortController();
    const open: OpenStream = { context, end };
    streams.add(open);
    reply.raw.once("close", () => {
      end.abort();
      streams.delete(open);
      release();
    });
    const subscriber = { ...context, signal: end.signal };
    const started = await startSubscription(schema, body, subscriber, { production, labels });
    if (!("next" in started)) return await refuse(reply, started, context);
    context.telemetry.isStream = true;
    // A reader that takes nothing, not even pings, is gone.
    reply.raw.setTimeout(patienceMs, () => reply.raw.destroy());
    await reply
      .headers({
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        // A node that stops would wait for the next request on the connection.
        connection: "close",
        // nginx would hold events back until there are enough of them.
        "x-accel-buffering": "no",
      })
      .send(Readable.from(toEventStream(resultsOf(started, open))));
  }

  return {
    async answer(reply, body, context) {
      try {
        await answer(reply, body, context);
      } catch (error) {
        await refuse(reply, [error], context);
      }
    },
    open: () => streams.size,
    stop() {
      looking.stop();
      for (const { end } of streams) end.abort();
    },
  };
}

/** An answer without a stream, as queries have it. */
async function refuse(reply: FastifyReply, errors: readonly unknown[], context: Context): Promise<void> {
  const [first] = errors;
  const formatted = format(errors, context);
  const code = formatted[0]?.extensions?.["code"];
  context.telemetry.code = String(code);
  const status = code === "SERVICE_UNAVAILABLE" ? 503 : statusOf(first);
  if (status === 429 || status === 503) void reply.header("retry-after", "1");
  await reply.code(status).header("cache-control", "no-store").send({ errors: formatted });
}

function statusOf(error: unknown): number {
  const http = error instanceof GraphQLError ? error.extensions["http"] : undefined;
  const status = typeof http === "object" && http !== null && "status" in http ? http.status : undefined;
  return typeof status === "number" ? status : 500;
}

function format(errors: readonly unknown[], { requestId, log }: Context): GraphQLFormattedError[] {
  return errors.map((error) =>
    formatError(error instanceof GraphQLError ? error.toJSON() : { message: "" }, error, requestId, log),
  );
}
