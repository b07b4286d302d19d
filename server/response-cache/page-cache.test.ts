import { expect, test } from "vitest";
import { createCacheEpoch } from "./cache-epoch.ts";
import { createPageCache } from "./page-cache.ts";
import { CachePolicy } from "./cache-policy.ts";

/** A page cache whose clock the test controls, and a read that counts its calls. */
function openCache({ isOn = true } = {}) {
  let time = 0;
  let reads = 0;
  const cacheEpoch = createCacheEpoch(() => time);
  const pages = createPageCache({ clock: () => new Date(time), cacheEpoch, isOn });
  return {
    cacheEpoch,
    reads: () => reads,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    read: async (
      key = "page",
      { expiresAt = 10_000, cachePolicy = undefined as CachePolicy | undefined } = {},
    ) =>
      await pages.read(
        key,
        async () => {
          reads += 1;
          return [{ expiresAt: new Date(expiresAt).toISOString(), number: reads }];
        },
        cachePolicy,
      ),
    pages,
  };
}

test("a page is read once in 500 ms, also for simultaneous requests; another page has its own read", async () => {
  const { read, pass, reads } = openCache();
  const [first, second] = await Promise.all([read(), read()]);
  expect(second).toBe(first);
  await read("another");
  expect(reads()).toBe(2);
  pass(499);
  await read();
  expect(reads()).toBe(2);
  pass(1);
  await read();
  expect(reads()).toBe(3);
});

test("a write invalidates a page, including a read in progress", async () => {
  const { read, cacheEpoch, reads } = openCache();
  const before = read();
  cacheEpoch.invalidateAll();
  const after = read();
  expect(await before).not.toBe(await after);
  expect(reads()).toBe(2);
});

test("a page is read again once the first of its rows has expired", async () => {
  const { read, pass, reads } = openCache();
  await read("page", { expiresAt: 100 });
  pass(99);
  await read("page", { expiresAt: 100 });
  expect(reads()).toBe(1);
  pass(1);
  await read();
  expect(reads()).toBe(2);
});

test("a response made of a cached page gets the page's snapshot", async () => {
  const { read, pass, cacheEpoch } = openCache();
  await read();
  pass(400);
  const cachePolicy = new CachePolicy(cacheEpoch.snapshot());
  await read("page", { cachePolicy });
  expect(cacheEpoch.isFresh(cachePolicy.snapshot)).toBe(true);
  pass(100);
  expect(cacheEpoch.isFresh(cachePolicy.snapshot)).toBe(false);
});

test("a failed read rejects for those who waited for it, and is not cached", async () => {
  const { read, pages } = openCache();
  const fail = async (): Promise<never> => {
    throw new Error("no database");
  };
  const failed = pages.read("page", fail, undefined);
  await expect(failed).rejects.toThrow("no database");
  await expect(read()).resolves.toHaveLength(1);
});

test("a cache that is off reads each page", async () => {
  const { read, reads } = openCache({ isOn: false });
  await read();
  await read();
  expect(reads()).toBe(2);
});
