import type { ServerResponse } from "node:http";
import type { HttpProblem } from "../../http/problem-response.ts";
import { isClosed } from "../../lib/when-closed.ts";
import { createRequestBatcher } from "./request-batcher.ts";

export type AdmissionLimits = {
  /** Requests under way at once, including those that wait for the user pool. */
  requests: number;
  /** Statements that wait for a database connection: a new request would wait behind them. */
  queuedStatements: number;
  /** The longest batch of requests in one turn of the event loop, in milliseconds. */
  turnMs: number;
  /** The longest estimated wait of a request for its batch, in milliseconds. */
  waitMs: number;
  /** So many requests at once are admitted however slow the machine is, as far as the other limits allow. */
  minimumRequests: number;
};

export const defaultAdmissionLimits: AdmissionLimits = {
  requests: 1000,
  queuedStatements: 100,
  turnMs: 5,
  waitMs: 100,
  minimumRequests: 64,
};

/** The response to a request that is shed. */
export const overloaded: HttpProblem = {
  status: 503,
  code: "SERVICE_OVERLOADED",
  message: "There is too much to do at the moment. Nothing was done: try again soon.",
  headers: { "retry-after": "1" },
};

/** Decides which GraphQL requests are served, and when each starts. */
export type AdmissionControl = {
  /** Whether there is capacity for one more request. One that is refused is counted as shed. */
  admit: () => boolean;
  /** Counts a request as under way until the returned function is called. Waiting for a batch counts by itself. */
  begin: () => () => void;
  /** Starts an admitted request with its batch, unless its client has gone by then. */
  enqueue: (response: ServerResponse, start: () => void) => void;
  /** Must be called for every new connection. */
  connectionOpened: () => void;
  /** Requests shed since the start. */
  shedCount: () => number;
  /** Whether a request was shed within the last second. */
  isShedding: () => boolean;
};

/**
 * Sheds GraphQL requests above what can be served soon, before anything is done for them: those that are admitted stay
 * fast, and no queue grows. Other routes are always served: health must answer in particular when a node is overloaded.
 *
 * @param queuedStatements how many statements wait for a database connection now.
 */
export function createAdmissionControl(
  limits: AdmissionLimits,
  queuedStatements: () => number,
): AdmissionControl {
  let requests = 0;
  let shed = 0;
  let shedAt = Number.NEGATIVE_INFINITY;
  const batcher = createRequestBatcher(limits.turnMs);

  function hasCapacity(): boolean {
    const total = requests + batcher.waiting();
    if (total >= limits.minimumRequests && batcher.estimatedWaitMs() > limits.waitMs) return false;
    return total < limits.requests && queuedStatements() < limits.queuedStatements;
  }

  return {
    admit() {
      if (hasCapacity()) return true;
      shed += 1;
      shedAt = performance.now();
      return false;
    },
    begin() {
      requests += 1;
      let isOver = false;
      return () => {
        if (!isOver) requests -= 1;
        isOver = true;
      };
    },
    enqueue(response, start) {
      batcher.enqueue(() => {
        if (!isClosed(response)) start();
      });
    },
    connectionOpened: batcher.connectionOpened,
    shedCount: () => shed,
    isShedding: () => performance.now() - shedAt < 1000,
  };
}
