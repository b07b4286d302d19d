import { expect, test } from "vitest";
import { createPagedList } from "./paged-list.ts";
import type { PageResult } from "./page-result.ts";

const failure = { kind: "unreachable" } as const;

/** A list whose requests end with the given results, when they are released. */
function listOf(...results: PageResult<string>[]) {
  const ranges: { first: number; after: string | undefined }[] = [];
  const releases: (() => void)[] = [];
  const list = createPagedList<string>({
    keyOf: (node) => node,
    fetchPage: async (range) => {
      const result = results[ranges.push(range) - 1];
      await new Promise<void>((resolve) => releases.push(resolve));
      if (!result) throw new Error("one request too many");
      return result;
    },
  });
  return { list, ranges, release: () => releases.shift()?.() };
}

function page(nodes: string[], endCursor: string | null = null): PageResult<string> {
  const edges = nodes.map((node) => ({ node }));
  return { kind: "page", page: { edges, pageInfo: { hasNextPage: endCursor !== null, endCursor } } };
}

test("pages are appended until the last, each node once", async () => {
  const { list, ranges, release } = listOf(page(["c", "b"], "b"), page(["b", "a"]));
  const first = list.load();
  expect(list.state()).toMatchObject({ isLoading: true, isLoaded: false });
  release();
  await first;
  expect(list.state()).toMatchObject({ nodes: ["c", "b"], isLoaded: true, nextAfter: "b" });
  const second = list.loadMore();
  release();
  await second;
  expect(list.state()).toMatchObject({ nodes: ["c", "b", "a"], nextAfter: undefined });
  expect(ranges.map(({ after }) => after)).toEqual([undefined, "b"]);
});

test("a first page that fails can be retried, and a failed reload leaves the list as it was", async () => {
  const { list, release } = listOf({ kind: "failed", failure }, page(["a"]), { kind: "failed", failure });
  for (const expected of [
    { nodes: [], failure, isLoaded: false },
    { nodes: ["a"], failure: undefined, isLoaded: true },
    { nodes: ["a"], failure: undefined, isLoaded: true },
  ]) {
    const loading = list.loadMore();
    release();
    await loading;
    expect(list.state()).toMatchObject(expected);
  }
});

test("a change during a reload is not undone by its response", async () => {
  const { list, ranges, release } = listOf(page(["a"]), page(["a"]), page(["b", "a"]));
  const loaded = list.load();
  release();
  await loaded;
  const reloaded = list.load();
  list.update((nodes) => ["b", ...nodes]);
  release();
  await expect.poll(() => ranges.length).toBe(3);
  release();
  await reloaded;
  expect(list.state().nodes).toEqual(["b", "a"]);
});

test("a reload that is asked for during a request is sent after it", async () => {
  const { list, ranges, release } = listOf(page(["a"]), page(["b", "a"]));
  const loaded = list.load();
  await list.load();
  release();
  await expect.poll(() => ranges.length).toBe(2);
  release();
  await loaded;
  expect(list.state().nodes).toEqual(["b", "a"]);
});
