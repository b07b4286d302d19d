import type { MailDelivery, MailMessage } from "./message.ts";

/** What Cruddur itself writes to people; codes are the user pool's mail. */
export type Notice = Pick<MailMessage, "subject" | "text">;

export type Notices = {
  /** Puts a notice on its way and returns at once: the time of an answer says nothing of whether one was sent. */
  send: (to: string, notice: Notice) => void;
  /** Resolves when all that was put on its way has arrived, or failed. */
  settled: () => Promise<void>;
};

/**
 * @param deliver absent: there is no way to send mail, and notices are dropped.
 * @param onError hears of a notice that could not be delivered.
 */
export function createNotices(deliver: MailDelivery | undefined, onError: (error: unknown) => void): Notices {
  const pending = new Set<Promise<void>>();
  return {
    send(to, { subject, text }) {
      if (!deliver) return;
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
