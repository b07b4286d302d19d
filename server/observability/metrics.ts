import { AggregatorRegistry, collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import type { LimitName } from "../rate-limit/limits.ts";
import { type ObserveDuration, DurationHistogram } from "./duration-histogram.ts";

/** Seconds: from a cached response to the time limit. */
const durationBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Values that other parts keep, read when the metrics are. */
export type Sources = {
  tokenLookups: Readonly<{ hits: number; misses: number }>;
  /** The database's connections; absent where there is no pool. */
  connections: (() => { total: number; idle: number; waiting: number }) | undefined;
  revocationsAgeSeconds: () => number;
  openSubscriptions: () => number;
  /** Requests shed by admission control. */
  shedRequests: () => number;
  responseCache: Readonly<{ hits: number; misses: number }>;
  /** Reads that the replica may serve, by the server that did; absent without a replica. */
  reads: Readonly<{ replica: number; primary: number }> | undefined;
};

/** What became of a query for a breached password; all but `breached` let the password through. */
export type BreachQueryOutcome = "breached" | "unknown" | "failed" | "timeout" | "skipped";

/** The metrics of a process as data. */
export type MetricValues = Awaited<ReturnType<Registry["getMetricsAsJSON"]>>;

/** Metrics in the text format of Prometheus. */
export type Exposition = { type: string; text: string };

export type Metrics = {
  /** Counts a response of the API. There must be few labels: see `createOperationLabels`. */
  operation: (operation: string, outcome: string, seconds: number) => void;
  /** Counts an executed mutation field; a request may have several. */
  mutation: (mutation: string, outcome: string) => void;
  keyFetch: (outcome: "ok" | "failed") => void;
  rateLimitRefusal: (limit: LimitName) => void;
  breachQuery: (outcome: BreachQueryOutcome) => void;
  watch: (sources: Sources) => void;
  /** Adds the metrics of the process. Must be called at most once in a process: some are sampled continuously. */
  watchProcess: () => void;
  /** The text for Prometheus. */
  expose: () => Promise<Exposition>;
  values: () => Promise<MetricValues>;
};

/**
 * The metrics of a node. A request costs one observation of a histogram, whose time series is looked up once; everything
 * else is counted where it happens rarely, or read on demand.
 *
 * @see https://prometheus.io/docs/practices/naming/
 */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const durations = new DurationHistogram({
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
    name: "cruddur_rate_limit_refusals_total",
    help: "Attempts refused by a rate limit, by limit.",
    labelNames: ["limit"],
    registers,
  });
  const breachQueries = new Counter({
    name: "cruddur_breach_queries_total",
    help: "New passwords that the breach service was asked about: breached, unknown, or let through because it failed, was slow (timeout) or had too many queries (skipped).",
    labelNames: ["outcome"],
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

  const counter = (name: string, help: string, label: string, read: () => Record<string, number>): Counter =>
    new Counter({
      name,
      help,
      labelNames: [label],
      registers,
      collect() {
        this.reset();
        for (const [value, count] of Object.entries(read())) this.inc({ [label]: value }, count);
      },
    });

  const series = new Map<string, Map<string, ObserveDuration>>();
  function seriesOf(operation: string, outcome: string): ObserveDuration {
    const ofOperation = series.get(operation) ?? new Map<string, ObserveDuration>();
    series.set(operation, ofOperation);
    const found = ofOperation.get(outcome) ?? durations.addSeries({ operation, outcome });
    ofOperation.set(outcome, found);
    return found;
  }

  function watch({
    tokenLookups,
    connections,
    revocationsAgeSeconds,
    openSubscriptions,
    shedRequests,
    responseCache,
    reads,
  }: Sources): void {
    counter(
      "cruddur_token_lookups_total",
      "Access tokens: verified before (hit), or verified now (miss).",
      "result",
      () => ({ hit: tokenLookups.hits, miss: tokenLookups.misses }),
    );
    counter(
      "cruddur_response_cache_total",
      "Cacheable requests: served from the response cache (hit), or executed (miss).",
      "result",
      () => ({ hit: responseCache.hits, miss: responseCache.misses }),
    );
    counter(
      "cruddur_replica_reads_total",
      "Reads that the replica may serve, by the server that did; the primary does where the replica lags or fails.",
      "server",
      () => ({ ...reads }),
    );
    registry.registerMetric(
      new Counter({
        name: "cruddur_requests_shed_total",
        help: "Requests shed by admission control.",
        registers: [],
        collect() {
          this.reset();
          this.inc(shedRequests());
        },
      }),
    );
    gauge(
      "cruddur_revocations_age_seconds",
      "Age of the revocation list; beyond 3 s no token is accepted.",
      revocationsAgeSeconds,
    );
    gauge("cruddur_subscriptions_open", "Open subscriptions.", openSubscriptions);
    if (!connections) return;
    gauge("cruddur_database_connections", "Connections to the database.", () => connections().total);
    gauge("cruddur_database_connections_idle", "Idle connections to the database.", () => connections().idle);
    gauge(
      "cruddur_database_waiting",
      "Requests that wait for a connection to the database.",
      () => connections().waiting,
    );
  }

  return {
    operation: (operation, outcome, seconds) => seriesOf(operation, outcome)(seconds),
    mutation: (mutation, outcome) => mutations.inc({ mutation, outcome }),
    keyFetch: (outcome) => keyFetches.inc({ outcome }),
    rateLimitRefusal: (limit) => refusals.inc({ limit }),
    breachQuery: (outcome) => breachQueries.inc({ outcome }),
    watch,
    watchProcess: () => collectDefaultMetrics({ register: registry }),
    expose: () => exposeRegistry(registry),
    values: () => registry.getMetricsAsJSON(),
  };
}

/**
 * The metrics of several workers, labelled by worker number. Sums over workers would fall when a worker is replaced, and
 * Prometheus would take that for a reset of the counters of all.
 */
export async function exposeWorkers(workers: ReadonlyMap<number, MetricValues>): Promise<Exposition> {
  const labelled = Array.from(workers, ([worker, metrics]) =>
    metrics.map((metric) => ({
      ...metric,
      // Each label occurs once, so there is nothing to add up.
      aggregator: "first",
      values: metric.values.map((each) => ({ ...each, labels: { ...each.labels, worker: String(worker) } })),
    })),
  );
  return await exposeRegistry(AggregatorRegistry.aggregate(labelled));
}

async function exposeRegistry(registry: Registry): Promise<Exposition> {
  return { type: registry.contentType, text: await registry.metrics() };
}
