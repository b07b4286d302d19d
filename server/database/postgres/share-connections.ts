import type { Pool, PoolClient, QueryConfig, QueryResult } from "pg";
import { isBriefWrite } from "../brief-writes.ts";
import { onlyReads } from "./only-reads.ts";

/** Statements that share a connection at most: each waits for those before it, and fails with the connection. */
const maximumReads = 8;
const maximumWrites = 4;

type Statement = {
  config: QueryConfig;
  values: unknown[] | undefined;
  resolve: (result: QueryResult) => void;
  reject: (error: Error) => void;
};

/**
 * Lets the reads that start together share a connection, and so the brief writes: they are sent at once, one after the
 * other without waiting (pipelining), and the server answers them in the same order. A write to a socket that wakes the
 * server costs more than anything else in a query. The pool must have been made with `pipeline: true`.
 *
 * Statements outside of transactions alone come here, and other writes are sent as before: a read must not wait for a row
 * that a write before it waits for. Each statement ends with a Sync message of its own, so that one that fails leaves the others
 * alone. If the connection breaks, all that it had not answered fail.
 *
 * @returns how many statements wait for a connection.
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export function shareConnections(pool: Pool): () => number {
  let gathered = 0;

  function send(client: PoolClient, statements: Statement[]): void {
    gathered -= statements.length;
    let pending = statements.length;
    let failure: Error | undefined;
    const onError = (error: Error): void => {
      failure = error;
    };
    client.once("error", onError);
    const { stream } = client.connection;
    stream.cork();
    for (const { config, values, resolve, reject } of statements)
      client.query(values ? { ...config, values } : config, (error, result) => {
        if (error) reject(error);
        else resolve(result);
        pending -= 1;
        if (pending > 0) return;
        client.removeListener("error", onError);
        client.release(failure);
      });
    stream.uncork();
  }

  /** Gathers statements for the next free connection. */
  function createGroups(maximum: number): (statement: Statement) => void {
    let gathering: Statement[] | undefined;
    return (statement) => {
      gathered += 1;
      if (gathering && gathering.length < maximum) {
        gathering.push(statement);
        return;
      }
      const statements = [statement];
      gathering = statements;
      pool.connect((error, client) => {
        // The rest of this turn may add statements.
        setImmediate(() => {
          if (gathering === statements) gathering = undefined;
          if (client) return send(client, statements);
          gathered -= statements.length;
          for (const { reject } of statements) reject(error ?? new Error("There is no connection."));
        });
      });
    };
  }

  const gatherRead = createGroups(maximumReads);
  const gatherWrite = createGroups(maximumWrites);
  const sendAlone = pool.query.bind(pool) as (...args: unknown[]) => unknown;
  Object.assign(pool, {
    query(config: QueryConfig | string, values?: unknown[], ...callback: unknown[]): unknown {
      if (typeof config === "string" || callback.length > 0) return sendAlone(config, values, ...callback);
      const gather = onlyReads(config) ? gatherRead : isBriefWrite(config) ? gatherWrite : undefined;
      if (!gather) return sendAlone(config, values);
      return new Promise<QueryResult>((resolve, reject) => {
        gather({ config, values, resolve, reject });
      });
    },
  });
  return () => gathered;
}
