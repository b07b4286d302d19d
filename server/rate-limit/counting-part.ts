import type { SQL } from "drizzle-orm";
import type { RawRow } from "../database/row-positions.ts";
import type { Limit, LimitName } from "./limits.ts";

/** A counter: the hash of what it counts for, and the limit that applies to that. */
export type Counter = { name: LimitName; key: string; limit: Limit };

/** The counter that refuses an attempt, and the seconds to wait. */
export type Refusal = { counter: Counter; seconds: number };

/** Counting as a part of another statement, which then counts only if it succeeds. */
export type CountingPart = {
  /** The number of counters: statements with as many have the same text. */
  length: number;
  /**
   * Tables for a `with`: `permitted` has a row if the attempt may proceed, and `verdict` always has one, of three columns,
   * which tells why not.
   */
  tables: () => SQL;
  parameters: Record<string, unknown>;
  /** @param verdict the columns of `verdict`. */
  toRefusal: (verdict: RawRow) => Refusal | undefined;
};

/** The same for whoever has something counted: without the limits' names. */
export type Counting = Omit<CountingPart, "toRefusal"> & {
  /** @returns the seconds to wait if there were too many attempts. */
  toWait: (verdict: RawRow) => number | undefined;
};

/** An attempt was refused by a limit. */
export class TooOften {
  /** @param seconds until it may be repeated. */
  constructor(readonly seconds: number) {}
}
