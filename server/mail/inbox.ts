import { desc, inArray } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import type { NewId } from "../lib/new-id.ts";
import { inboxMessages } from "./inbox-table.ts";
import { type MailDelivery, mediumOf } from "./message.ts";

/** A mail or SMS in the response of `/inbox.json`. */
export type InboxEntry = {
  medium: "EMAIL" | "SMS";
  /** An e-mail address, or a phone number (E.164). */
  to: string;
  /** Empty for an SMS. */
  subject: string;
  text: string;
  code: string | null;
  /** ISO 8601. */
  sentAt: string;
};

const pageSize = 100;

/** Delivers mails and SMS into the inbox. They never leave the machine. */
export function inboxDelivery(db: Database, clock: () => Date, newId: NewId): MailDelivery {
  return async ({ to, subject, text, html, code }) => {
    const recipient = to.toLowerCase();
    await db
      .insert(inboxMessages)
      .values({ id: newId(), recipient, subject, text, html, code, sentAt: clock() });
  };
}

/**
 * The newest 100 mails and SMS, newest first, for one recipient or for all.
 *
 * @param to as a URL's query has it: there a plus that was not encoded has become a space.
 */
export async function readInbox(db: Database, to?: string): Promise<InboxEntry[]> {
  const rows = await db
    .select()
    .from(inboxMessages)
    .where(to === undefined ? undefined : inArray(inboxMessages.recipient, spellingsOf(to)))
    .orderBy(desc(inboxMessages.id))
    .limit(pageSize);
  return rows.map(({ recipient, subject, text, code, sentAt }) => ({
    medium: mediumOf(recipient),
    to: recipient,
    subject,
    text,
    code,
    sentAt: sentAt.toISOString(),
  }));
}

function spellingsOf(to: string): string[] {
  const recipient = to.toLowerCase();
  return [recipient, recipient.replaceAll(" ", "+")];
}
