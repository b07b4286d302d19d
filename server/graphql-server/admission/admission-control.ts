import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import type { ErrorCode } from "../../graphql/errors.ts";
import { sendError } from "../../http/error-response.ts";
import { createRequestBatcher } from "./request-batcher.ts";
import { wantsStream } from "../streams/subscription-streams.ts";

/** The most that is taken on. */
export type AdmissionLimits = {
  /** Requests at once, those too that wait for the user pool. */
  requests: number;
  /** Statements that wait for a connection to the database: what comes behind them waits as long as they do. */
  queued: number;
  /** Milliseconds of requests in one turn of the event loop: what comes behind them waits for the next. */
  turnMs: number;
  /** Milliseconds that a request would wait for its turn. */
  waitMs: number;
  /** So many requests at once are never too many, however slow the machine is. */
  few: number;
};

export const defaultAdmissionLimits: AdmissionLimits = {
  requests: 1000,
  queued: 100,
  turnMs: 5,
  waitMs: 100,
  few: 64,
};

/** Begins with a request when its turn comes, unless its client has gone away by then. */
export type TakeTurn = (request: IncomingMessage, act: () => void) => void;

/** Counts a request that is under way until its answer has gone, or its client; or until what it returns is called. */
export type Begin = (response: ServerResponse) => () => void;

/** How much there is to do now. */
export type AdmissionControl = {
  /** Whether one more would be taken on now. */
  hasCapacity: () => boolean;
  takeTurn: TakeTurn;
  begin: Begin;
  /** Requests under way, without those that wait for their turn. */
  requests: () => number;
  /** Requests that were refused since the start. */
  refused: () => number;
  /** Whether one was refused within the last second. */
  isShedding: () => boolean;
};

const code: ErrorCode = "SERVICE_OVERLOADED";
const message = "There is too much to do at the moment. Nothing was done: try again soon.";

/**
 * Refuses GraphQL requests above what can be served soon, before anything is done for them: those that are taken stay
 * fast, and nothing piles up. Other routes are served: whether a node lives must be known just then.
 *
 * @param queued how many statements wait for the database
 */
export function limitLoad(
  server: FastifyInstance,
  path: string,
  limits: AdmissionLimits,
  queued: () => number,
): AdmissionControl {
  let requests = 0;
  let refused = 0;
  let refusedAt = Number.NEGATIVE_INFINITY;
  const turns = createRequestBatcher(limits.turnMs);
  server.server.on("connection", turns.connected);

  function hasCapacity(): boolean {
    const atOnce = requests + turns.waiting();
    if (atOnce >= limits.few && turns.wait() > limits.waitMs) return false;
    return atOnce < limits.requests && queued() < limits.queued;
  }

  function takeTurn(request: IncomingMessage, act: () => void): void {
    turns.take(() => {
      if (!request.destroyed) act();
    });
  }

  function begin(response: ServerResponse): () => void {
    let isOver = false;
    requests += 1;
    const end = (): void => {
      if (!isOver) requests -= 1;
      isOver = true;
    };
    response.once("close", end);
    return end;
  }

  server.addHook("onRequest", (request, reply, next) => {
    if (request.method !== "POST" || request.routeOptions.url !== path) return next();
    if (!hasCapacity()) {
      refused += 1;
      refusedAt = performance.now();
      sendError(request, reply.header("retry-after", "1"), 503, code, message);
      return;
    }
    takeTurn(request.raw, () => {
      // A stream stays open for hours, has limits of its own, and costs next to nothing meanwhile.
      if (!wantsStream(request)) begin(reply.raw);
      next();
    });
  });

  return {
    hasCapacity,
    takeTurn,
    begin,
    requests: () => requests,
    refused: () => refused,
    isShedding: () => performance.now() - refusedAt < 1000,
  };
}
