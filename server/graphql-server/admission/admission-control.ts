import type { ServerResponse } from "node:http";
import type { HttpProblem } from "../../http/problem-response.ts";
import { isClosed } from "../../lib/when-closed.ts";
import { createNetworkCounts } from "./network-counts.ts";
import { createRequestBatcher } from "./request-batcher.ts";

export type AdmissionLimits = {
  /** Requests under way at once, including those that wait for the user pool. */
  requests: number;
  /** The most of these from one network: it cannot take the places of all others. */
  requestsOfNetwork: number;
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
  requestsOfNetwork: 750,
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
  /**
   * Whether there is capacity for one more request. One that is refused is counted as shed.
   *
   * @param network the client's; called only where the node is busy.
   */
  admit: (network: () => string) => boolean;
  /** Counts a request as under way until the returned function is called. Waiting for a batch counts by itself. */
  begin: (network: string) => () => void;
  /** Starts an admitted request with its batch, unless its client has gone by then. */
  enqueue: (response: ServerResponse, network: () => string, start: () => void) => void;
  /** Must be called for every new connection. */
  connectionOpened: () => void;
  /** Requests shed since the start. */
  shedCount: () => number;
  /** Whether a request was shed within the last second. */
  isShedding: () => boolean;
};

/**
 * Sheds GraphQL requests above what can be served soon, before anything is done for them: those that are admitted stay
 * fast, and no queue grows. Where capacity gets short, the network that takes most of it is refused first. Other routes are
 * always served: health must answer in particular when a node is overloaded.
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
  const underWay = createNetworkCounts();
  /** Requests that wait for their batch and are counted for no network: each may be of the one that asks. */
  let uncounted = 0;
  /** Requests that came within a second while the wait was too long. */
  const arrivals = createNetworkCounts();
  let arrivalsSince = Number.NEGATIVE_INFINITY;

  function hasCapacity(network: () => string): boolean {
    const total = requests + batcher.waiting();
    const queued = queuedStatements();
    const waitMs = total >= limits.minimumRequests ? batcher.estimatedWaitMs() : 0;
    if (total >= limits.requests || queued >= limits.queuedStatements || waitMs > 2 * limits.waitMs)
      return false;
    if (total >= limits.requestsOfNetwork && underWay.of(network()) + uncounted >= limits.requestsOfNetwork)
      return false;
    if (queued >= limits.queuedStatements / 2 && underWay.hasMoreThanHalf(network())) return false;
    return waitMs <= limits.waitMs || !hasMostArrivals(network());
  }

  /** Which network makes the others wait is only asked when they do. */
  function hasMostArrivals(network: string): boolean {
    const now = performance.now();
    if (now - arrivalsSince > 1000) {
      arrivalsSince = now;
      arrivals.clear();
    }
    arrivals.add(network);
    return arrivals.hasMoreThanHalf(network);
  }

  return {
    admit(network) {
      if (hasCapacity(network)) return true;
      shed += 1;
      shedAt = performance.now();
      return false;
    },
    begin(network) {
      requests += 1;
      underWay.add(network);
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        requests -= 1;
        underWay.remove(network);
      };
    },
    enqueue(response, network, start) {
      // Until half of a share is in use, nobody can have used up theirs.
      const isCounted = requests + batcher.waiting() >= limits.requestsOfNetwork / 2;
      const counted = isCounted ? network() : undefined;
      if (counted === undefined) uncounted += 1;
      else underWay.add(counted);
      batcher.enqueue(() => {
        if (counted === undefined) uncounted -= 1;
        else underWay.remove(counted);
        if (!isClosed(response)) start();
      });
    },
    connectionOpened: batcher.connectionOpened,
    shedCount: () => shed,
    isShedding: () => performance.now() - shedAt < 1000,
  };
}
