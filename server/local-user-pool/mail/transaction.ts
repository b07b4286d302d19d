import { deliver } from "./mail.ts";
import type { DeliverMail, UserPoolMail } from "./mail.ts";
import type { Database } from "../tables/database-schema.ts";

/** Puts a mail aside until the transaction has committed. */
export type PostMail = (mail: UserPoolMail) => void;

/**
 * Does all of one change or nothing of it, and sends the mail that it calls for once it cannot be undone any more. Mail
 * that cannot be delivered fails the operation but not the change, as in Cognito.
 */
export async function inTransaction<T>(
  context: { database: Database; deliverMail: DeliverMail },
  change: (tx: Database, post: PostMail) => Promise<T>,
): Promise<T> {
  const outbox: UserPoolMail[] = [];
  const result = await context.database.transaction((tx) => change(tx, (mail) => outbox.push(mail)));
  for (const mail of outbox) await deliver(context.deliverMail, mail);
  return result;
}
