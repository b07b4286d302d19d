import { type Language, preferredLanguage } from "../lib/preferred-language.ts";
import type { MailDelivery, MailMessage } from "./message.ts";

export type NoticeText = Pick<MailMessage, "subject" | "text">;

/** A mail that Cruddur itself sends, in each language. Mails with codes are the user pool's. */
export type Notice = Record<Language, NoticeText>;

export type Notices = {
  /**
   * Starts the delivery and returns at once, so that the duration of a request does not reveal whether a mail
   * was sent.
   *
   * @param to null: an account without an address gets none.
   * @param acceptLanguage of the request, whose language the mail has.
   */
  send: (to: string | null, notice: Notice, acceptLanguage: string | undefined) => void;
  /** Resolves when all deliveries that were started have succeeded or failed. */
  settled: () => Promise<void>;
};

/**
 * @param deliver if undefined, notices are dropped.
 * @param onError is called when a delivery fails.
 */
export function createNotices(deliver: MailDelivery | undefined, onError: (error: unknown) => void): Notices {
  const pending = new Set<Promise<void>>();
  return {
    send(to, notice, acceptLanguage) {
      if (!deliver || to === null) return;
      const { subject, text } = notice[preferredLanguage(acceptLanguage)];
      const delivery = deliver({ to, subject, text })
        .catch(onError)
        .finally(() => pending.delete(delivery));
      pending.add(delivery);
    },
    async settled() {
      await Promise.all(pending);
    },
  };
}
