import type { Database } from "../database/database.ts";

/** A person whose account is deleted: the id of their row, and their `sub` in the user pool. */
export type DeletedPerson = { id: string; sub: string };

/**
 * How a feature removes what it stores of a person whose account is deleted. The user pool has no such account any more, so
 * both must succeed in the end: after a failure they are called again, by this node or another one.
 */
export type DeletionHooks = {
  /** Removes in transactions of its own, however much there is. Called before the row of the person is deleted. */
  beforeAccountDeleted?: (db: Database, person: DeletedPerson) => Promise<void>;
  /**
   * Removes the rest in the transaction that deletes the row of the person: a foreign key on it must not find any. Needs
   * no batches where a person has no more than some hundred rows.
   */
  onAccountDeleted?: (tx: Database, person: DeletedPerson) => Promise<void>;
};
