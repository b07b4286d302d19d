import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { inOneStatement } from "../database/one-statement.ts";
import { preparedStatement, preparedStatements } from "../database/prepared.ts";
import type { RawRow } from "../database/row-positions.ts";
import type { Counter, CountingPart, Refusal } from "./counting-part.ts";
import { rateLimitCounters } from "./rate-limit-counters-table.ts";

/**
 * Counts an attempt by several counters of the database, in one statement. A counter is changed only if the one before it
 * lets the attempt proceed, and they are locked in their order.
 *
 * @returns the counter that refuses, if one does.
 */
export async function consumeInDatabase(db: Database, counters: Counter[]): Promise<Refusal | undefined> {
  return await inOneStatement(db, "count_attempt", {
    inOneStatement: async () => await consume(db, counters),
    async inParts() {
      for (const counter of counters) {
        const refusal = await consume(db, [counter]);
        if (refusal) return refusal;
      }
      return undefined;
    },
  });
}

async function consume(db: Database, counters: Counter[]): Promise<Refusal | undefined> {
  const [row = []] = await statements(db, counters.length, toParameters(counters));
  return toRefusal(row, counters);
}

/** The same as `consumeInDatabase`, as a part of another statement. */
export function countInStatement(counters: Counter[]): CountingPart {
  const { length } = counters;
  return {
    length,
    tables: () => countingTables(length),
    parameters: toParameters(counters),
    toRefusal: (verdict) => toRefusal(verdict, counters),
  };
}

/** Takes one attempt off a counter. */
export async function refundInDatabase(db: Database, counter: Counter): Promise<void> {
  await refund(db, toParameters([counter]));
}

function toParameters(counters: Counter[]): Record<string, unknown> {
  const now = Date.now();
  const parameters: Record<string, unknown> = { countedAt: new Date(now).toISOString() };
  for (const [index, { name, key, limit }] of counters.entries()) {
    parameters[`key${index}`] = `${name}:${key}`;
    parameters[`expire${index}`] = new Date(now + limit.seconds * 1000).toISOString();
    parameters[`maximum${index}`] = limit.points;
    parameters[`restarts${index}`] = limit.fromLastAttempt === true;
  }
  return parameters;
}

function toRefusal(row: RawRow, counters: Counter[]): Refusal | undefined {
  const [at = 0, points = 0, seconds = 0] = row.map(Number);
  const counter = counters[at];
  return counter && points > counter.limit.points ? { counter, seconds } : undefined;
}

const statements = preparedStatements((length: number) => `count_attempt_${length}`, countAttempt, {
  isBriefWrite: true,
});

const refund = preparedStatement("refund_attempt", () => countOne(0, -1), { isBriefWrite: true });

/** Returns the last counter that it changed: the one that refuses, or the last of all. */
function countAttempt(length: number): SQL {
  // Without a `with`, which needs more of the database.
  if (length === 1) return sql`${countOne(0)} returning ${result(0)}`;
  return sql`with ${countingTables(length)} select counter, points, seconds from verdict`;
}

function countingTables(length: number): SQL {
  const numbers = Array.from({ length }, (_, index) => index);
  const counted = numbers.map(
    (index) => sql`${nameOf(index)} as (${countOne(index)} returning ${result(index)})`,
  );
  const results = numbers.map((index) => sql`select counter, points, seconds from ${nameOf(index)}`);
  return sql`${sql.join(counted, sql`, `)}, verdict as (
      select counter, points, seconds from (${sql.join(results, sql` union all `)}) as results
      order by counter desc limit 1
    ), permitted as (
      select 1 from ${nameOf(length - 1)} as last where last.points <= ${maximumOf(length - 1)}
    )`;
}

function maximumOf(index: number): SQL {
  return sql`${sql.placeholder(`maximum${index}`)}::int`;
}

function nameOf(index: number): SQL {
  return sql.raw(`counted${index}`);
}

/** @param change of the points. */
function countOne(index: number, change: 1 | -1 = 1): SQL {
  const difference = sql.raw(String(change));
  const now = sql`${sql.placeholder("countedAt")}::timestamptz`;
  const end = sql`${sql.placeholder(`expire${index}`)}::timestamptz`;
  const { points, expire } = rateLimitCounters;
  const mayProceed =
    index === 0
      ? sql``
      : sql`from ${nameOf(index - 1)} as before where before.points <= ${maximumOf(index - 1)}`;
  const restarts = sql`${sql.placeholder(`restarts${index}`)}::boolean and ${points} < ${maximumOf(index)}`;
  return sql`insert into ${rateLimitCounters} (key, points, expire)
    select ${sql.placeholder(`key${index}`)}::text, ${difference}, ${end} ${mayProceed}
    on conflict (key) do update set
      points = case when ${expire} <= ${now} then ${difference} else ${points} + ${difference} end,
      expire = case when ${expire} <= ${now} or (${restarts}) then ${end} else ${expire} end`;
}

function result(index: number): SQL {
  const { points, expire } = rateLimitCounters;
  return sql`${sql.raw(String(index))} as counter, ${points} as points,
    ceil(extract(epoch from ${expire} - ${sql.placeholder("countedAt")}::timestamptz))::int as seconds`;
}
