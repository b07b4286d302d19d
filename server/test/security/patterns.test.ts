import { expect, it } from "vitest";
import { hostileTexts } from "../support/patterns/hostile-texts.ts";
import { readPatterns } from "../support/patterns/read-patterns.ts";

const root = new URL("../../..", import.meta.url).pathname;

/** Files that make patterns of text, each with patterns of the same form. */
const built: Record<string, RegExp[]> = {
  // Reads migrations of this repository only.
  "server/database/distributed/accepted-statements.ts": [],
  "server/local-user-pool/protocol/shape.ts": [],
  "server/response-cache/response-template.ts": [/"0193548a-7b2c ([0-9a-f-]{36})"/],
};

const { patterns, builders } = await readPatterns(root, ["server", "client"]);

const allowedMs = 20;

/** Whether a match is cheap. A busy machine makes it seem slow, and the first ones include compilation. */
function isCheap(pattern: RegExp, text: string): boolean {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const start = performance.now();
    const before = process.cpuUsage();
    text.replace(pattern, "");
    // CPU time comes in ticks, which may be longer than the whole match.
    if (performance.now() - start < allowedMs) return true;
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1000 < allowedMs) return true;
  }
  return false;
}

it.each([
  ...patterns,
  ...Object.entries(built).flatMap(([file, all]) => all.map((pattern) => ({ file, pattern }))),
])("reads 64 kB of any of its own pieces within 20 ms of CPU time: $pattern in $file", ({ pattern }) => {
  let costly: string | undefined;
  for (const text of hostileTexts(pattern)) {
    if (!isCheap(pattern, text)) costly = text.slice(0, 100);
    if (costly !== undefined) break;
  }
  expect(costly).toBeUndefined();
});

it("no other file makes patterns of text, which would not be tested", () => {
  expect([...new Set(builders)]).toEqual(Object.keys(built));
});
