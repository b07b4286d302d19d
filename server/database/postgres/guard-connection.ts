import type { PoolClient } from "pg";
import { isReadOnlyError } from "../postgres-error.ts";

/**
 * A transaction was not copied to the standbys that had to have it. By its SQLSTATE nobody knows what became of it, and
 * the database is unavailable.
 */
export class NotReplicatedError extends Error {
  override name = "NotReplicatedError";
  readonly code = "08007";
}

type Answer = (error: Error | undefined, result?: unknown) => void;
type Query = (...args: unknown[]) => unknown;

/**
 * Puts right what the driver and the server make of faults, each of which would lose a write or the connection:
 *
 * - A wait for synchronous standbys that somebody ends (`pg_cancel_backend`) is reported as a success with a warning. It
 *   is a failure: should the server fail next, the write is gone.
 * - A server that has become a standby refuses writes on connections that it keeps: they are closed, and the next one
 *   finds the primary.
 * - A query that is not answered in time leaves its connection busy for good: it is closed.
 * - Drizzle keeps a connection whose `begin` fails: it is given back.
 *
 * @param onWrite hears of each statement that may have changed something, before whoever sent it does.
 * @see https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/replication/syncrep.c (SyncRepWaitForLSN)
 */
export function guardConnection(client: PoolClient, onWrite: () => void): void {
  let notReplicated = false;
  client.on("notice", ({ routine }) => {
    // Its text is in the server's language.
    if (routine === "SyncRepWaitForLSN") notReplicated = true;
  });
  client.on("error", () => {});

  /** What an answer comes to. */
  function judge(text: string, error: Error | undefined): Error | undefined {
    if (!isRead(text)) onWrite();
    if (notReplicated) {
      notReplicated = false;
      return new NotReplicatedError("The transaction may not be on a standby.", { cause: error });
    }
    if (error && (isReadOnlyError(error) || error.message === "Query read timeout")) void client.end();
    if (error && text === "begin") client.release(error);
    return error;
  }

  const send = client.query.bind(client) as Query;
  const query: Query = (...args) => {
    const text = textOf(args[0]);
    const answer = args.at(-1);
    if (typeof answer !== "function") {
      return Promise.resolve(send(...args)).then(
        (result) => {
          const failure = judge(text, undefined);
          if (failure) throw failure;
          return result;
        },
        (error: Error) => {
          throw judge(text, error) ?? error;
        },
      );
    }
    const judged: Answer = (error, result) => {
      const failure = judge(text, error ?? undefined);
      Reflect.apply(answer, undefined, [failure, failure ? undefined : result]);
    };
    return send(...args.slice(0, -1), judged);
  };
  Object.assign(client, { query });
}

function textOf(query: unknown): string {
  if (typeof query === "string") return query;
  return typeof query === "object" && query !== null && "text" in query ? String(query.text) : "";
}

/** What begins otherwise may write, a `with` too. */
function isRead(text: string): boolean {
  return /^\s*(select|begin|rollback|set|show)\b/i.test(text);
}
