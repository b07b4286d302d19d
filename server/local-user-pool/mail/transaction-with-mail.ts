import type { Database } from "../tables/database-schema.ts";
import { deliver } from "./messages.ts";
import type { DeliverMail, UserPoolMail } from "./messages.ts";

/** Queues a mail that is sent after the transaction has committed. */
export type QueueMail = (mail: UserPoolMail) => void;

/**
 * Runs a transaction, and after it has committed delivers the mail that it queued. As in Cognito, a failed delivery
 * fails the operation but does not undo the change.
 *
 * @throws UserPoolException CodeDeliveryFailureException
 */
export async function inTransaction<T>(
  context: { database: Database; deliverMail: DeliverMail },
  change: (tx: Database, queueMail: QueueMail) => Promise<T>,
): Promise<T> {
  const outbox: UserPoolMail[] = [];
  const result = await context.database.transaction((tx) => change(tx, (mail) => outbox.push(mail)));
  for (const mail of outbox) await deliver(context.deliverMail, mail);
  return result;
}
