import type { Database } from "../tables/database-schema.ts";
import { deliverMessage } from "./deliver-message.ts";
import type { DeliveryContext } from "./deliver-message.ts";
import type { Message, MessageCause } from "./messages.ts";

/** Queues a message that is sent after the transaction has committed. */
export type QueueMail = (message: Message) => void;

/**
 * Runs a transaction, and after it has committed delivers the messages that it queued. As in Cognito, a failed delivery
 * fails the operation but does not undo the change.
 *
 * @throws UserPoolException CodeDeliveryFailureException, and all that the triggers of messages throw
 */
export async function inTransaction<T>(
  context: DeliveryContext & { database: Database },
  cause: MessageCause,
  change: (tx: Database, queueMail: QueueMail) => Promise<T>,
): Promise<T> {
  const outbox: Message[] = [];
  const result = await context.database.transaction((tx) => change(tx, (message) => outbox.push(message)));
  for (const message of outbox) await deliverMessage(context, cause, message);
  return result;
}
