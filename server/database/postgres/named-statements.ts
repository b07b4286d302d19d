import { randomUUID } from "node:crypto";
import pg, { type ClientBase } from "pg";
import { prepareConnection } from "./connection-settings.ts";

/** In milliseconds. */
const timeoutMs = 5000;

/** A busy pooler seldom gives the same connection twice in a row. */
const attempts = 20;

/** The SQLSTATE of a name that the server's connection has already. */
const duplicateName = "42P05";

/**
 * Whether a pooler gives one connection of the server to several clients without keeping their named statements apart, as
 * PgBouncer before 1.21 does in transaction mode, and later versions with `max_prepared_statements = 0`. Then a client
 * executes a statement that another one has parsed under the same name, or fails.
 *
 * Two clients parse different statements under one name. If the same connection of the server gets both and neither fails,
 * the pooler keeps them apart.
 *
 * @param first is connected
 * @param settings of a second client
 */
export async function breaksNamedStatements(first: pg.Client, settings: pg.ClientConfig): Promise<boolean> {
  const { rows } = await first.query<{ pid: number }>("select pg_backend_pid() as pid");
  // A pooler invents the key for cancelling, since the client has no connection of the server of its own.
  if (Reflect.get(first, "processID") === rows[0]?.pid) return false;
  const second = new pg.Client({
    ...settings,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  second.on("error", () => {});
  await second.connect();
  try {
    await prepareConnection(second);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const name = `cruddur_${randomUUID()}`;
      const pids = [await askPid(first, name, 1), await askPid(second, name, 2)];
      if (pids.includes(undefined)) return true;
      if (pids[0] === pids[1]) return false;
    }
    return false;
  } finally {
    await second.end();
  }
}

/** The process of the server that executes a named statement; undefined where another client has taken the name. */
async function askPid(client: pg.Client, name: string, number: number): Promise<number | undefined> {
  try {
    const text = `select pg_backend_pid() as pid, ${number}`;
    return (await client.query<{ pid: number }>({ name, text })).rows[0]?.pid;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === duplicateName) return undefined;
    throw error;
  }
}

type Query = (...args: unknown[]) => unknown;

/** Sends the client's statements without names, while the condition holds. */
export function sendUnnamed(client: ClientBase, condition: () => boolean): void {
  const send = client.query.bind(client) as Query;
  const query: Query = (statement, ...more) =>
    send(condition() ? withoutName(statement) : statement, ...more);
  Object.assign(client, { query });
}

function withoutName(statement: unknown): unknown {
  return typeof statement === "object" && statement !== null && "name" in statement
    ? { ...statement, name: undefined }
    : statement;
}
