import type { PGlite } from "@electric-sql/pglite";

/** Types of arrays that statements return: `boolean[]`, `integer[]`, `text[]`, `bigint[]` and `uuid[]`. */
const arrays = [1000, 1007, 1009, 1016, 2951];

/**
 * PGlite copies the parsers of all 350 types at each statement that brings some of its own, as Drizzle's do, which is a
 * third of a statement's time. It copies own properties: here these are the parsers of a few arrays. A statement of Drizzle
 * finds those of simple types in PGlite's defaults; a statement without parsers of its own finds all, which are inherited.
 */
export async function copyFewParsers(client: PGlite): Promise<void> {
  await client.waitReady;
  const all = client.parsers;
  client.parsers = Object.create(all) as typeof all;
  for (const type of arrays) {
    const parser = all[type];
    if (parser) client.parsers[type] = parser;
  }
}
