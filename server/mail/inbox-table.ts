import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** Mails that the inbox page shows instead of their being sent. */
export const inboxMessages = pgTable(
  "inbox_messages",
  {
    id: uuid().primaryKey(),
    /** Lower case. */
    recipient: text().notNull(),
    subject: text().notNull(),
    text: text().notNull(),
    html: text(),
    code: text(),
    sentAt: timestamp("sent_at", { precision: 3, withTimezone: true }).notNull(),
  },
  (table) => [index("inbox_messages_recipient").on(table.recipient, table.id)],
);
