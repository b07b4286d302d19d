import { Histogram, Registry } from "prom-client";
import { expect, it } from "vitest";
import { DurationHistogram } from "./duration-histogram.ts";

it("tells the same as prom-client's own, as text and as data", async () => {
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
    const count = ours.series(labels);
    for (const seconds of [0, 0.0005, 0.001, 0.0011, 0.5, 1, 1.5, 20]) {
      count(seconds);
      theirs.observe(labels, seconds);
    }
  }
  expect(await registries.ours.metrics()).toBe(await registries.theirs.metrics());
  // Theirs has a place for exemplars, too.
  expect(await registries.theirs.getMetricsAsJSON()).toMatchObject(await registries.ours.getMetricsAsJSON());
});
