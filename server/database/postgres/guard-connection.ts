import type { PoolClient } from "pg";
import { isReadOnlyError } from "../postgres-error.ts";

/**
 * A transaction was committed without being replicated to the synchronous standbys. Its SQLSTATE says that the outcome is
 * unknown and the database unavailable.
 */
export class NotReplicatedError extends Error {
  override name = "NotReplicatedError";
  readonly code = "08007";
}

type Callback = (error: Error | undefined, result?: unknown) => void;
type Query = (...args: unknown[]) => unknown;

/**
 * Corrects how driver and server treat four faults, each of which would lose a write or a connection:
 *
 * - A cancelled wait for synchronous standbys (`pg_cancel_backend`) is reported as success with a warning. It becomes an
 *   error, because the write is lost if the server fails next.
 * - A server that became a standby keeps its connections and refuses their writes. They are closed, and new ones find the
 *   primary.
 * - A query that times out leaves its connection busy. The connection is closed.
 * - Drizzle never releases a connection whose `begin` fails. It is released.
 *
 * @param onWrite called after each statement that may have written, before its result is returned.
 * @see https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/replication/syncrep.c (SyncRepWaitForLSN)
 */
export function guardConnection(client: PoolClient, onWrite: () => void): void {
  let notReplicated = false;
  client.on("notice", ({ routine }) => {
    // The text of the notice depends on the server's language.
    if (routine === "SyncRepWaitForLSN") notReplicated = true;
  });
  client.on("error", () => {});

  /** The error to report for a statement's outcome. */
  function toFailure(text: string, error: Error | undefined): Error | undefined {
    if (!isRead(text)) onWrite();
    if (notReplicated) {
      notReplicated = false;
      return new NotReplicatedError("The transaction may not have been replicated to a standby.", {
        cause: error,
      });
    }
    if (error && (isReadOnlyError(error) || error.message === "Query read timeout")) void client.end();
    if (error && text === "begin") client.release(error);
    return error;
  }

  const send = client.query.bind(client) as Query;
  const query: Query = (...args) => {
    const text = textOf(args[0]);
    const callback = args.at(-1);
    if (typeof callback !== "function") {
      return Promise.resolve(send(...args)).then(
        (result) => {
          const failure = toFailure(text, undefined);
          if (failure) throw failure;
          return result;
        },
        (error: Error) => {
          throw toFailure(text, error) ?? error;
        },
      );
    }
    const guarded: Callback = (error, result) => {
      const failure = toFailure(text, error ?? undefined);
      Reflect.apply(callback, undefined, [failure, failure ? undefined : result]);
    };
    return send(...args.slice(0, -1), guarded);
  };
  Object.assign(client, { query });
}

function textOf(query: unknown): string {
  if (typeof query === "string") return query;
  return typeof query === "object" && query !== null && "text" in query ? String(query.text) : "";
}

/** Any other statement may write, even one that begins with `with`. */
function isRead(text: string): boolean {
  return /^\s*(select|begin|rollback|set|show)\b/i.test(text);
}
