import { expect, test } from "vitest";
import { createCacheEpoch } from "./cache-epoch.ts";
import { createPageCache } from "./page-cache.ts";
import { CachePolicy } from "./cache-policy.ts";

/** Shared pages whose time a test decides, and a list that counts how often it is read. */
function open({ isOn = true } = {}) {
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
      { endsAt = 10_000, cachePolicy = undefined as CachePolicy | undefined } = {},
    ) =>
      await pages.read(
        key,
        async () => {
          reads += 1;
          return [{ expiresAt: new Date(endsAt).toISOString(), number: reads }];
        },
        cachePolicy,
      ),
    pages,
  };
}

test("a page is read once in half a second, by those who ask at once too; another page by itself", async () => {
  const { read, pass, reads } = open();
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

test("after a write it is read anew, even where a read is under way", async () => {
  const { read, cacheEpoch, reads } = open();
  const before = read();
  cacheEpoch.invalidateAll();
  const after = read();
  expect(await before).not.toBe(await after);
  expect(reads()).toBe(2);
});

test("it is read anew once the first of its rows has ended", async () => {
  const { read, pass, reads } = open();
  await read("page", { endsAt: 100 });
  pass(99);
  await read("page", { endsAt: 100 });
  expect(reads()).toBe(1);
  pass(1);
  await read();
  expect(reads()).toBe(2);
});

test("what is made of it is as old as it is", async () => {
  const { read, pass, cacheEpoch } = open();
  await read();
  pass(400);
  const cachePolicy = new CachePolicy(cacheEpoch.snapshot());
  await read("page", { cachePolicy });
  expect(cacheEpoch.isFresh(cachePolicy.stamp)).toBe(true);
  pass(100);
  expect(cacheEpoch.isFresh(cachePolicy.stamp)).toBe(false);
});

test("a read that fails is told to those who waited for it, and to nobody else", async () => {
  const { read, pages } = open();
  const fail = async (): Promise<never> => {
    throw new Error("no database");
  };
  const failed = pages.read("page", fail, undefined);
  await expect(failed).rejects.toThrow("no database");
  await expect(read()).resolves.toHaveLength(1);
});

test("switched off, it reads each time", async () => {
  const { read, reads } = open({ isOn: false });
  await read();
  await read();
  expect(reads()).toBe(2);
});
