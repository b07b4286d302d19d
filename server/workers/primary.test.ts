import cluster from "node:cluster";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { runWorkers } from "./primary.ts";
import { eventually } from "../test/support/patience.ts";

const worker = fileURLToPath(new URL("../test/support/program/hanging-worker.ts", import.meta.url));

function workers(): string[] {
  return Object.keys(cluster.workers ?? {});
}

it("a worker that hangs is killed and replaced; one that only waits is not", async () => {
  cluster.setupPrimary({ exec: worker, execArgv: ["--import", "tsx"] });
  const ends: string[] = [];
  const primary = await runWorkers(2, (text) => ends.push(text), { intervalMs: 20, allowedMisses: 150 });
  onTestFinished(primary.kill);
  const [hanging = "", waiting] = workers();
  cluster.workers?.[hanging]?.send("hang");
  await eventually(() => {
    expect(ends).toEqual([expect.stringContaining("SIGKILL")]);
    expect(workers()).toEqual([waiting, expect.not.stringMatching(hanging)]);
  });
  await primary.stop();
  expect(ends).toHaveLength(1);
});
