import type pg from "pg";
import type { DatabaseWarning } from "../database.ts";
import { breaksNamedStatements } from "./named-statements.ts";

/** What a pooler makes of a connection. */
export type ServerInspection = { warnings: DatabaseWarning[]; breaksNames: boolean };

/**
 * Reads what a connection got of what it asked for. A pooler may ignore time-outs without an error.
 *
 * @param client is connected
 * @param settings with which it connected
 */
export async function inspectServer(client: pg.Client, settings: pg.ClientConfig): Promise<ServerInspection> {
  const { rows } = await client.query<{ timeout: string }>(
    "select current_setting('statement_timeout') as timeout",
  );
  const breaksNames = await breaksNamedStatements(client, settings);
  return {
    breaksNames,
    warnings: [
      ...(rows[0]?.timeout === "0" ? [noStatementTimeout] : []),
      ...(breaksNames ? [namesBroken] : []),
    ],
  };
}

const noStatementTimeout: DatabaseWarning = {
  code: "NO_STATEMENT_TIMEOUT",
  problem: "statement_timeout is 0: a pooler drops the time-outs that connections ask for",
  remedy: "Set them for the role (docs/operations.md#pgbouncer).",
};

const namesBroken: DatabaseWarning = {
  code: "NAMED_STATEMENTS_BROKEN",
  problem: "a pooler mixes up named statements: they are sent without names, and planned each time",
  remedy: "Use PgBouncer 1.21 or later with max_prepared_statements (docs/operations.md#pgbouncer).",
};
