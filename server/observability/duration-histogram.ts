import { Histogram, type HistogramConfiguration } from "prom-client";

/** Records one duration, in seconds. */
export type ObserveDuration = (seconds: number) => void;

type Configuration<Label extends string> = HistogramConfiguration<Label> & { buckets: number[] };

type Series<Label extends string> = {
  labels: Record<Label, string>;
  /** Observations by bucket, not cumulative; the last one is beyond all bounds. */
  counts: number[];
  sum: number;
};

/** A sample as prom-client formats it: its own labels, and those of its series. */
type Sample = { metricName: string; labels: object; sharedLabels: object; value: number };

/**
 * A histogram whose time series are looked up once. prom-client's own validates, sorts and hashes the labels in each
 * observation, also through `labels()`: 1.1 µs in place of 0.1 µs, 3 % of the CPU time of a response from the cache
 * (docs/decisions/0060-own-code-where-it-wins.md).
 *
 * @see https://prometheus.io/docs/concepts/metric_types/#histogram
 */
export class DurationHistogram<Label extends string> extends Histogram<Label> {
  readonly #configuration: Configuration<Label>;
  readonly #series: Series<Label>[] = [];

  constructor(configuration: Configuration<Label>) {
    super(configuration);
    this.#configuration = configuration;
  }

  /** Adds a time series. Its labels must differ from those of all others. */
  addSeries(labels: Record<Label, string>): ObserveDuration {
    const bounds = this.#configuration.buckets;
    const counts = [...bounds, Number.POSITIVE_INFINITY].map(() => 0);
    const series = { labels, counts, sum: 0 };
    this.#series.push(series);
    return (seconds) => {
      let bucket = 0;
      for (const bound of bounds) {
        if (seconds <= bound) break;
        bucket += 1;
      }
      counts[bucket] = (counts[bucket] ?? 0) + 1;
      series.sum += seconds;
    };
  }

  /** Called by prom-client's registry, for text and for JSON. */
  async getForPromString(): Promise<object> {
    const { name, help } = this.#configuration;
    const values = this.#series.flatMap((series) => this.#samplesOf(series));
    return { name, help, type: "histogram", aggregator: "sum", values };
  }

  #samplesOf({ labels, counts, sum }: Series<Label>): Sample[] {
    const { name, buckets: bounds } = this.#configuration;
    const sample = (suffix: string, value: number, own = {}): Sample => {
      return { metricName: `${name}_${suffix}`, labels: own, sharedLabels: labels, value };
    };
    let total = 0;
    const buckets = counts.map((count, bucket) => {
      total += count;
      return sample("bucket", total, { le: bounds[bucket] ?? "+Inf" });
    });
    return [...buckets, sample("sum", sum), sample("count", total)];
  }
}
