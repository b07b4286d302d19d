import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { LimitName } from "../throttle/limits.ts";

/** Seconds: from a feed out of memory to the end of everybody's patience. */
const durationBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What is counted elsewhere anyway, and read only when somebody asks. */
export type Sources = {
  tokenLookups: Readonly<{ hits: number; misses: number }>;
  /** Of the database's pool; absent where there is no pool. */
  connections: (() => { total: number; idle: number; waiting: number }) | undefined;
  revocationsAgeSeconds: () => number;
  openSubscriptions: () => number;
};

export type Metrics = {
  /** A request to the API was answered. Labels must be few: see createOperationLabels. */
  operation: (operation: string, outcome: string, seconds: number) => void;
  /** A field of the mutation type was executed, which one request may do several times. */
  mutation: (mutation: string, outcome: string) => void;
  keyFetch: (outcome: "ok" | "failed") => void;
  throttleRefusal: (limit: LimitName) => void;
  watch: (sources: Sources) => void;
  /** Adds what concerns the process, to be called once a process: some of it is measured all the time. */
  watchProcess: () => void;
  /** All of it, as Prometheus reads it. */
  expose: () => Promise<{ type: string; text: string }>;
};

/**
 * What can be known of a running node by numbers. A request costs one observation of a histogram whose time series is
 * looked up once; the rest is counted where it happens rarely, or read when it is asked for.
 *
 * @see https://prometheus.io/docs/practices/naming/
 */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const durations = new Histogram({
    name: "cruddur_operation_duration_seconds",
    help: "Time to answer a GraphQL request, by root field and outcome (ok, or the code of the error or problem).",
    labelNames: ["operation", "outcome"],
    buckets: durationBuckets,
    registers,
  });
  const mutations = new Counter({
    name: "cruddur_mutations_total",
    help: "Executed mutations by outcome: the state that one led to, or the code of the problem or error.",
    labelNames: ["mutation", "outcome"],
    registers,
  });
  const keyFetches = new Counter({
    name: "cruddur_key_fetches_total",
    help: "Fetches of the user pool's keys (JWKS).",
    labelNames: ["outcome"],
    registers,
  });
  const refusals = new Counter({
    name: "cruddur_throttle_refusals_total",
    help: "Attempts that were refused because there were too many, by limit.",
    labelNames: ["limit"],
    registers,
  });
  const gauge = (name: string, help: string, read: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });

  const series = new Map<string, Map<string, Histogram.Internal<string>>>();
  function seriesOf(operation: string, outcome: string): Histogram.Internal<string> {
    const ofOperation = series.get(operation) ?? new Map<string, Histogram.Internal<string>>();
    series.set(operation, ofOperation);
    const found = ofOperation.get(outcome) ?? durations.labels(operation, outcome);
    ofOperation.set(outcome, found);
    return found;
  }

  function watch({ tokenLookups, connections, revocationsAgeSeconds, openSubscriptions }: Sources): void {
    registry.registerMetric(
      new Counter({
        name: "cruddur_token_lookups_total",
        help: "Access tokens that were known already (hit) or had to be verified (miss).",
        labelNames: ["result"],
        registers: [],
        collect() {
          this.reset();
          this.inc({ result: "hit" }, tokenLookups.hits);
          this.inc({ result: "miss" }, tokenLookups.misses);
        },
      }),
    );
    gauge(
      "cruddur_revocations_age_seconds",
      "How long ago the list of ended sessions was read; beyond 3 s no token is accepted.",
      revocationsAgeSeconds,
    );
    gauge("cruddur_subscriptions_open", "Open subscriptions.", openSubscriptions);
    if (!connections) return;
    gauge("cruddur_database_connections", "Connections to the database.", () => connections().total);
    gauge("cruddur_database_connections_idle", "Of these, idle ones.", () => connections().idle);
    gauge(
      "cruddur_database_waiting",
      "Requests that wait for a connection to the database.",
      () => connections().waiting,
    );
  }

  return {
    operation: (operation, outcome, seconds) => seriesOf(operation, outcome).observe(seconds),
    mutation: (mutation, outcome) => mutations.inc({ mutation, outcome }),
    keyFetch: (outcome) => keyFetches.inc({ outcome }),
    throttleRefusal: (limit) => refusals.inc({ limit }),
    watch,
    watchProcess: () => collectDefaultMetrics({ register: registry }),
    expose: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}
