import { integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { expect, expectTypeOf, it } from "vitest";
import { isoTimeAt, positionsOf, valueAt } from "./row-positions.ts";

const rows = pgTable("rows", {
  count: integer().notNull(),
  note: text(),
  at: timestamp().notNull(),
});

it("finds the values of a row by the names of the selection, nested ones too", () => {
  const at = positionsOf({ at: rows.at, nested: { note: rows.note }, count: rows.count });
  const row = ["2026-11-23 04:02:35.123+00", null, 7];
  expect(valueAt(row, at.at)).toBe("2026-11-23 04:02:35.123+00");
  expect(valueAt(row, at.nested.note)).toBeNull();
  expect(valueAt(row, at.count)).toBe(7);
});

it("knows the types of the values", () => {
  const at = positionsOf({ at: rows.at, note: rows.note, count: rows.count });
  expectTypeOf(valueAt([], at.at)).toEqualTypeOf<string>();
  expectTypeOf(valueAt([], at.note)).toEqualTypeOf<string | null>();
  expectTypeOf(valueAt([], at.count)).toEqualTypeOf<number>();
});

it("reads timestamps of any zone and precision as ISO 8601", () => {
  const at = positionsOf({ at: rows.at });
  const timestamps = [
    "2026-11-23 04:02:35.123+00",
    "2026-11-23 04:02:35.12+00",
    "2026-11-23 04:02:35.1+00",
    "2026-11-23 04:02:35+00",
    "2026-11-23 04:02:35.123456+00",
    "2026-11-23 06:02:35.12+02",
  ];
  expect(timestamps.map((value) => isoTimeAt([value], at.at))).toEqual([
    "2026-11-23T04:02:35.123Z",
    "2026-11-23T04:02:35.120Z",
    "2026-11-23T04:02:35.100Z",
    "2026-11-23T04:02:35.000Z",
    "2026-11-23T04:02:35.123Z",
    "2026-11-23T04:02:35.120Z",
  ]);
});
