import { AggregatorRegistry, collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import type { LimitName } from "../rate-limit/limits.ts";
import { type CountDuration, DurationHistogram } from "./duration-histogram.ts";

/** Seconds: from a feed out of memory to the end of everybody's patience. */
const durationBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What is counted elsewhere anyway, and read only when somebody asks. */
export type Sources = {
  tokenLookups: Readonly<{ hits: number; misses: number }>;
  /** Of the database's pool; absent where there is no pool. */
  connections: (() => { total: number; idle: number; waiting: number }) | undefined;
  revocationsAgeSeconds: () => number;
  openSubscriptions: () => number;
  /** Requests that were refused as too much. */
  shedRequests: () => number;
  responseCache: Readonly<{ hits: number; misses: number }>;
  /** Reads that a replica could answer, by who did; absent where there is none. */
  reads: Readonly<{ replica: number; primary: number }> | undefined;
};

/** What a process has measured, as data. */
export type MetricValues = Awaited<ReturnType<Registry["getMetricsAsJSON"]>>;

/** Metrics as Prometheus reads them. */
export type Exposition = { type: string; text: string };

export type Metrics = {
  /** A request to the API was answered. Labels must be few: see createOperationLabels. */
  operation: (operation: string, outcome: string, seconds: number) => void;
  /** A field of the mutation type was executed, which one request may do several times. */
  mutation: (mutation: string, outcome: string) => void;
  keyFetch: (outcome: "ok" | "failed") => void;
  rateLimitRefusal: (limit: LimitName) => void;
  watch: (sources: Sources) => void;
  /** Adds what concerns the process, to be called once a process: some of it is measured all the time. */
  watchProcess: () => void;
  /** All of it, for Prometheus, or for whoever hands it on. */
  expose: () => Promise<Exposition>;
  values: () => Promise<MetricValues>;
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

  const series = new Map<string, Map<string, CountDuration>>();
  function seriesOf(operation: string, outcome: string): CountDuration {
    const ofOperation = series.get(operation) ?? new Map<string, CountDuration>();
    series.set(operation, ofOperation);
    const found = ofOperation.get(outcome) ?? durations.series({ operation, outcome });
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
      "Access tokens that were known already (hit) or had to be verified (miss).",
      "result",
      () => ({ hit: tokenLookups.hits, miss: tokenLookups.misses }),
    );
    counter(
      "cruddur_response_cache_total",
      "Requests for what is not the viewer's own: answered as a moment ago (hit), or executed (miss).",
      "result",
      () => ({ hit: responseCache.hits, miss: responseCache.misses }),
    );
    counter(
      "cruddur_replica_reads_total",
      "Reads that the replica may answer, by the server that did; the primary does where the replica is behind or fails.",
      "server",
      () => ({ ...reads }),
    );
    registry.registerMetric(
      new Counter({
        name: "cruddur_requests_shed_total",
        help: "Requests that were refused because there was too much to do.",
        registers: [],
        collect() {
          this.reset();
          this.inc(shedRequests());
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
    operation: (operation, outcome, seconds) => seriesOf(operation, outcome)(seconds),
    mutation: (mutation, outcome) => mutations.inc({ mutation, outcome }),
    keyFetch: (outcome) => keyFetches.inc({ outcome }),
    rateLimitRefusal: (limit) => refusals.inc({ limit }),
    watch,
    watchProcess: () => collectDefaultMetrics({ register: registry }),
    expose: () => exposeRegistry(registry),
    values: () => registry.getMetricsAsJSON(),
  };
}

/**
 * The metrics of several workers, by their numbers: each is a node for itself. Sums would fall when a worker is replaced,
 * which Prometheus takes for a new beginning of all of them.
 */
export async function exposeWorkers(workers: ReadonlyMap<number, MetricValues>): Promise<Exposition> {
  const labelled = Array.from(workers, ([worker, metrics]) =>
    metrics.map((metric) => ({
      ...metric,
      // Of one alone, since no other has its label.
      aggregator: "first",
      values: metric.values.map((each) => ({ ...each, labels: { ...each.labels, worker: String(worker) } })),
    })),
  );
  return await exposeRegistry(AggregatorRegistry.aggregate(labelled));
}

async function exposeRegistry(registry: Registry): Promise<Exposition> {
  return { type: registry.contentType, text: await registry.metrics() };
}
