import { expect, test } from "vitest";
import { newRequestTelemetry, operationTelemetry } from "../observability/request-telemetry.ts";
import { createCacheEpoch } from "./cache-epoch.ts";
import { type GraphqlResponse, createResponseCache } from "./response-cache.ts";
import { CachePolicy } from "./cache-policy.ts";

/**
 * A response cache whose clock and likes the test controls, and an execution that counts its calls. "key" has been
 * requested once.
 */
async function openCache() {
  let time = 0;
  const likes = new Map<string, string[]>();
  const cacheEpoch = createCacheEpoch(() => time);
  const cache = createResponseCache({
    clock: () => new Date(time),
    cacheEpoch,
    isOn: true,
    likedBy: async (userId) => {
      likeReads += 1;
      return new Set(likes.get(userId));
    },
  });
  let likeReads = 0;
  let executions = 0;
  const execution =
    (setPolicy: (cachePolicy: CachePolicy) => void = () => {}, status = 200) =>
    async (cachePolicy = new CachePolicy(cacheEpoch.snapshot())): Promise<GraphqlResponse> => {
      executions += 1;
      cachePolicy.scope = "SHARED";
      setPolicy(cachePolicy);
      const likesOfViewer = [likedId, otherId].map(
        (id) => `"${cachePolicy.likePlaceholderOf({ bucket: 7, id })}"`,
      );
      const body = `{"data":[${executions},${likesOfViewer.join()}]}`;
      return { status, headers: [], body, operation: operationTelemetry(newRequestTelemetry()) };
    };
  await cache.getOrExecute("key", undefined, execution());
  executions = 0;
  return {
    cache,
    invalidateAll: cacheEpoch.invalidateAll,
    execution,
    likes,
    likeReads: () => likeReads,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    executions: () => executions,
  };
}

const likedId = "0199c3a0-0000-7000-8000-000000000001";
const otherId = "0199c3a0-0000-7000-8000-000000000002";

test("equal requests are executed once in 500 ms", async () => {
  const { cache, execution, pass, executions } = await openCache();
  for (let time = 0; time < 3; time += 1) await cache.getOrExecute("key", "worf", execution());
  expect(executions()).toBe(1);
  expect(cache.lookups).toEqual({ hits: 2, misses: 2 });
  await cache.getOrExecute("another key", "worf", execution());
  expect(executions()).toBe(2);
  pass(500);
  await cache.getOrExecute("key", "worf", execution());
  expect(executions()).toBe(3);
});

test("a write invalidates everything, including executions that started before it", async () => {
  const { cache, invalidateAll, execution, executions } = await openCache();
  await cache.getOrExecute("key", undefined, execution());
  invalidateAll();
  await cache.getOrExecute("key", undefined, execution(invalidateAll));
  expect(executions()).toBe(2);
  await cache.getOrExecute("key", undefined, execution());
  expect(executions()).toBe(3);
});

test("a response is served until the first of its activities expires", async () => {
  const { cache, execution, pass, executions } = await openCache();
  const expiresSoon = (cachePolicy: CachePolicy): void => {
    cachePolicy.includeExpiry(new Date(9000).toISOString());
    cachePolicy.includeExpiry(new Date(100).toISOString());
  };
  await cache.getOrExecute("key", undefined, execution(expiresSoon));
  pass(99);
  await cache.getOrExecute("key", undefined, execution(expiresSoon));
  expect(executions()).toBe(1);
  pass(1);
  await cache.getOrExecute("key", undefined, execution());
  expect(executions()).toBe(2);
});

test.each([
  ["depends on the viewer", 200, "PRIVATE"],
  ["is not successful", 400, "SHARED"],
  ["contains a member's likes without placeholders", 200, "SHARED_EXCEPT_LIKES"],
] as const)("a response that %s is not cached", async (_what, status, scope) => {
  const { cache, execution, executions } = await openCache();
  const own = execution((cachePolicy) => {
    cachePolicy.scope = scope;
  }, status);
  for (let time = 0; time < 3; time += 1) await cache.getOrExecute("key", "worf", own);
  expect(executions()).toBe(3);
});

test("each member gets their own likes", async () => {
  const { cache, invalidateAll, execution, likes, likeReads, executions } = await openCache();
  likes.set("worf", [likedId]);
  likes.set("troi", [otherId]);
  const withPlaceholders = execution((cachePolicy) => {
    cachePolicy.scope = "SHARED_EXCEPT_LIKES";
    cachePolicy.usesLikePlaceholders = true;
  });
  const bodyFor = async (viewerId: string): Promise<string> =>
    String((await cache.getOrExecute("key", viewerId, withPlaceholders)).body);
  for (let time = 0; time < 2; time += 1) {
    expect(await bodyFor("worf")).toBe('{"data":[1,true,false]}');
    expect(await bodyFor("troi")).toBe('{"data":[1,false,true]}');
    expect(await bodyFor("data")).toBe('{"data":[1,false,false]}');
  }
  // Read once for each viewer, also for simultaneous requests.
  expect(likeReads()).toBe(3);
  await Promise.all(Array.from({ length: 10 }, async () => await bodyFor("crusher")));
  expect(likeReads()).toBe(4);
  likes.set("worf", []);
  invalidateAll();
  expect(await bodyFor("worf")).toBe('{"data":[2,false,false]}');
  expect(executions()).toBe(2);
});

test("simultaneous requests for a known key share one execution, but not its failure", async () => {
  const { cache, execution, pass, executions } = await openCache();
  await cache.getOrExecute("key", undefined, execution());
  pass(500);
  await Promise.all(Array.from({ length: 10 }, () => cache.getOrExecute("key", undefined, execution())));
  expect(executions()).toBe(2);

  pass(500);
  const failed = cache.getOrExecute("key", undefined, async () => {
    throw new Error("no database");
  });
  const other = cache.getOrExecute("key", undefined, execution());
  await expect(failed).rejects.toThrow("no database");
  expect((await other).status).toBe(200);
});

test("ever new requests fill a bounded cache, and evict no repeated one", async () => {
  const { cache, execution, executions } = await openCache();
  const request = (number: number): string => `${number}`.padEnd(8000);
  const get = async (number: number): Promise<unknown> =>
    await cache.getOrExecute(request(number), undefined, execution());
  await cache.getOrExecute("key", undefined, execution());
  for (let number = 0; number < 5000; number += 1) await get(number);
  expect(executions()).toBe(5001);
  await cache.getOrExecute("key", undefined, execution());
  expect(executions()).toBe(5001);

  for (let number = 0; number < 5000; number += 1) for (const again of [number, number]) await get(again);
  const before = executions();
  await get(4999);
  expect(executions()).toBe(before);
  await get(0);
  expect(executions()).toBe(before + 1);
});

test("the first response to a key is not cached, and contains the viewer's likes", async () => {
  const { cache, execution, likes, executions } = await openCache();
  likes.set("worf", [likedId]);
  const withPlaceholders = execution((cachePolicy) => {
    cachePolicy.scope = "SHARED_EXCEPT_LIKES";
    cachePolicy.usesLikePlaceholders = true;
  });
  const get = async (): Promise<string> =>
    String((await cache.getOrExecute("new", "worf", withPlaceholders)).body);
  expect(await get()).toBe('{"data":[1,true,false]}');
  expect(cache.getCached("new", "worf")).toBeUndefined();
  expect(await get()).toBe('{"data":[2,true,false]}');
  expect(String(cache.getCached("new", "worf")?.body)).toBe('{"data":[2,true,false]}');
  expect(executions()).toBe(2);
});

test("a cache that is off executes each request", async () => {
  const cache = createResponseCache({
    clock: () => new Date(0),
    cacheEpoch: createCacheEpoch(),
    isOn: false,
    likedBy: async () => new Set(),
  });
  const { execution, executions } = await openCache();
  for (let time = 0; time < 3; time += 1) await cache.getOrExecute("key", undefined, execution());
  expect(executions()).toBe(3);
});
