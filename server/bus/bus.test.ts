import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { openRedis } from "../redis/redis.ts";
import { type Bus, createLocalBus } from "./bus.ts";
import { createRedisBus } from "./redis-bus.ts";

const redisUrl = process.env["TEST_REDIS_URL"];

function fail(error: unknown): void {
  throw error;
}

async function openTwo(): Promise<[Bus, Bus]> {
  if (redisUrl === undefined) {
    const bus = createLocalBus();
    return [bus, bus];
  }
  const namespace = randomUUID();
  const nodes = await Promise.all([
    openRedis(redisUrl, namespace, fail),
    openRedis(redisUrl, namespace, fail),
  ]);
  onTestFinished(async () => {
    for (const node of nodes) await node.stop();
  });
  const [here, there] = nodes;
  return [createRedisBus(here, fail), createRedisBus(there, fail)];
}

test("what one node publishes reaches the listeners of every node on that channel alone", async () => {
  const [here, there] = await openTwo();
  const heard: string[] = [];
  let bothHeard = (): void => {};
  const done = new Promise<void>((resolve) => {
    bothHeard = resolve;
  });
  const hear = (who: string) => (message: string) => {
    heard.push(`${who} ${message}`);
    if (heard.length === 2) bothHeard();
  };
  await there.subscribe("bus-test-other", () => fail(new Error("another channel's message")));
  await here.subscribe("bus-test", hear("here"));
  await there.subscribe("bus-test", hear("there"));
  await here.publish("bus-test", "news");
  await done;
  expect(heard.toSorted()).toEqual(["here news", "there news"]);
});

test("a publish without Redis is reported and does not fail", async () => {
  const errors: unknown[] = [];
  const redis = await openRedis("redis://127.0.0.1:1", "bus-test", (error) => errors.push(error));
  onTestFinished(redis.stop);
  await createRedisBus(redis, (error) => errors.push(error)).publish("bus-test", "news");
  expect(errors.length).toBeGreaterThan(1);
});
