import { Histogram, Registry } from "prom-client";
import { expect, it } from "vitest";
import { DurationHistogram } from "./duration-histogram.ts";

it("exports the same text and data as prom-client's own histogram", async () => {
  const registries = { ours: new Registry(), theirs: new Registry() };
  const configuration = {
    name: "duration_seconds",
    help: "Time.",
    labelNames: ["operation", "outcome"] as const,
    buckets: [0.001, 0.01, 1],
  };
  const ours = new DurationHistogram({ ...configuration, registers: [registries.ours] });
  const theirs = new Histogram({ ...configuration, registers: [registries.theirs] });
  for (const outcome of ["ok", "FORBIDDEN"]) {
    const labels = { operation: "homeFeed", outcome };
    const observe = ours.addSeries(labels);
    for (const seconds of [0, 0.0005, 0.001, 0.0011, 0.5, 1, 1.5, 20]) {
      observe(seconds);
      theirs.observe(labels, seconds);
    }
  }
  expect(await registries.ours.metrics()).toBe(await registries.theirs.metrics());
  // prom-client adds fields for exemplars.
  expect(await registries.theirs.getMetricsAsJSON()).toMatchObject(await registries.ours.getMetricsAsJSON());
});
