import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { inOneStatement } from "../database/one-statement.ts";
import { type ExecuteStatement, preparedStatement } from "../database/prepared.ts";
import type { Counter, Refusal } from "./rate-limiter.ts";
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
  const now = Date.now();
  const parameters: Record<string, unknown> = { now: new Date(now).toISOString() };
  for (const [index, { name, key, limit }] of counters.entries()) {
    parameters[`key${index}`] = `${name}:${key}`;
    parameters[`expire${index}`] = new Date(now + limit.seconds * 1000).toISOString();
    parameters[`maximum${index}`] = limit.points;
    parameters[`restarts${index}`] = limit.fromLastAttempt === true;
  }
  const [row = []] = await statementFor(counters.length)(db, parameters);
  const [at = 0, points = 0, seconds = 0] = row.map(Number);
  const counter = counters[at];
  return counter && points > counter.limit.points ? { counter, seconds } : undefined;
}

const statements = new Map<number, ExecuteStatement>();

function statementFor(length: number): ExecuteStatement {
  const statement =
    statements.get(length) ?? preparedStatement(`count_attempt_${length}`, () => countAttempt(length));
  statements.set(length, statement);
  return statement;
}

/** Returns the last counter that it changed: the one that refuses, or the last of all. */
function countAttempt(length: number): SQL {
  // Without a `with`, which needs more of the database.
  if (length === 1) return sql`${countOne(0)} returning ${result(0)}`;
  const numbers = Array.from({ length }, (_, index) => index);
  const counted = numbers.map(
    (index) => sql`${nameOf(index)} as (${countOne(index)} returning ${result(index)})`,
  );
  const results = numbers.map((index) => sql`select counter, points, seconds from ${nameOf(index)}`);
  return sql`with ${sql.join(counted, sql`, `)}
    select counter, points, seconds from (${sql.join(results, sql` union all `)}) as results
    order by counter desc limit 1`;
}

function nameOf(index: number): SQL {
  return sql.raw(`counted${index}`);
}

function countOne(index: number): SQL {
  const now = sql`${sql.placeholder("now")}::timestamptz`;
  const end = sql`${sql.placeholder(`expire${index}`)}::timestamptz`;
  const maximum = (of: number): SQL => sql`${sql.placeholder(`maximum${of}`)}::int`;
  const { points, expire } = rateLimitCounters;
  const mayProceed =
    index === 0
      ? sql``
      : sql`from ${nameOf(index - 1)} as before where before.points <= ${maximum(index - 1)}`;
  const restarts = sql`${sql.placeholder(`restarts${index}`)}::boolean and ${points} < ${maximum(index)}`;
  return sql`insert into ${rateLimitCounters} (key, points, expire)
    select ${sql.placeholder(`key${index}`)}::text, 1, ${end} ${mayProceed}
    on conflict (key) do update set
      points = case when ${expire} <= ${now} then 1 else ${points} + 1 end,
      expire = case when ${expire} <= ${now} or (${restarts}) then ${end} else ${expire} end`;
}

function result(index: number): SQL {
  const { points, expire } = rateLimitCounters;
  return sql`${sql.raw(String(index))} as counter, ${points} as points,
    ceil(extract(epoch from ${expire} - ${sql.placeholder("now")}::timestamptz))::int as seconds`;
}
