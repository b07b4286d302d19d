import type { Database } from "./database.ts";
import { isUnsupported } from "./postgres-error.ts";
import { retryRepeatable, withRetries } from "./transaction.ts";

/** The statements that a database has refused, by their names. */
const refused = new WeakMap<Database, Set<string>>();

type Forms<T> = {
  /** A `with` of several changes: one round trip, and no lock waits for the network. */
  inOneStatement: () => Promise<T>;
  /** The same changes by a statement each. */
  inParts: () => Promise<T>;
  /** Whether a second execution changes nothing more, so that a broken connection is no failure. Default: it may. */
  isRepeatable?: boolean;
};

/**
 * Executes a change of several rows in one statement. Not every database of docs/scale.md documents such statements: one
 * that refuses it (SQLSTATE 0A000) gets the parts, from then on at once.
 *
 * @param name of the statement.
 */
export async function inOneStatement<T>(db: Database, name: string, forms: Forms<T>): Promise<T> {
  const names = refused.get(db);
  if (names?.has(name)) return await forms.inParts();
  try {
    return await (forms.isRepeatable ? retryRepeatable : withRetries)(forms.inOneStatement);
  } catch (error) {
    if (!isUnsupported(error)) throw error;
    refused.set(db, new Set([...(names ?? []), name]));
    return await forms.inParts();
  }
}
