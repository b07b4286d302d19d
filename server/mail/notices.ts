import type { MailDelivery, MailMessage } from "./message.ts";

/** A mail that Cruddur itself sends. Mails with codes are the user pool's. */
export type Notice = Pick<MailMessage, "subject" | "text">;

export type Notices = {
  /**
   * Starts the delivery and returns at once, so that the duration of a request does not reveal whether a mail
   * was sent.
   *
   * @param to null: an account without an address gets none.
   */
  send: (to: string | null, notice: Notice) => void;
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
    send(to, { subject, text }) {
      if (!deliver || to === null) return;
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
