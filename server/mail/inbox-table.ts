import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** Mails and SMS that the inbox page shows instead of their being sent. */
export const inboxMessages = pgTable(
  "inbox_messages",
  {
    id: uuid().primaryKey(),
    /** An e-mail address in lower case, or a phone number. */
    recipient: text().notNull(),
    /** Empty for an SMS. */
    subject: text().notNull(),
    text: text().notNull(),
    html: text(),
    code: text(),
    sentAt: timestamp("sent_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [index("inbox_messages_recipient").on(table.recipient, table.id)],
);
