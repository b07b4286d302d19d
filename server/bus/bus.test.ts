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

test("a message reaches the listeners of its channel, and no others, on every node", async () => {
  const [here, there] = await openTwo();
  const received: string[] = [];
  let bothReceived = (): void => {};
  const done = new Promise<void>((resolve) => {
    bothReceived = resolve;
  });
  const receive = (node: string) => (message: string) => {
    received.push(`${node} ${message}`);
    if (received.length === 2) bothReceived();
  };
  await there.subscribe("bus-test-other", () => fail(new Error("another channel's message")));
  await here.subscribe("bus-test", receive("here"));
  await there.subscribe("bus-test", receive("there"));
  await here.publish("bus-test", "hello");
  await done;
  expect(received.toSorted()).toEqual(["here hello", "there hello"]);
});

test("publishing without Redis reports an error and does not reject", async () => {
  const errors: unknown[] = [];
  const redis = await openRedis("redis://127.0.0.1:1", "bus-test", (error) => errors.push(error));
  onTestFinished(redis.stop);
  await createRedisBus(redis, (error) => errors.push(error)).publish("bus-test", "hello");
  expect(errors.length).toBeGreaterThan(1);
});
