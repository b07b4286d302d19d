import { createTransport } from "nodemailer";
import { type MailDelivery, mediumOf } from "./message.ts";

/** Milliseconds. The library's defaults are minutes, too long for somebody who waits for a code. */
const defaultTimeouts = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  dnsTimeout: 5000,
  /** Of inactivity. */
  socketTimeout: 20_000,
};

export type SmtpOptions = {
  /**
   * As nodemailer takes it, e.g. `smtps://user:password@mail.example.com`. The query sets further options.
   */
  url: string;
  /** The sender, e.g. `Cruddur <no-reply@example.com>`. */
  from: string;
};

/**
 * Delivers mails over SMTP. `smtps://` uses TLS from the first byte. `smtp://` uses STARTTLS if the server
 * offers it; if the URL has a password, STARTTLS is required, since an attacker in between could remove the
 * offer. Certificates are verified. An SMS is refused, since a mail server has no way to a phone.
 *
 * @param timeouts replace the defaults.
 */
export function smtpDelivery(
  { url, from }: SmtpOptions,
  timeouts: Partial<typeof defaultTimeouts> = {},
): MailDelivery {
  const transport = createTransport({
    url,
    requireTLS: new URL(url).protocol === "smtp:" && new URL(url).password !== "",
    // The content of a mail must never name a file or a URL to read.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...defaultTimeouts,
    ...timeouts,
  });
  return async ({ to, subject, text, html }) => {
    if (mediumOf(to) === "SMS") throw new Error("SMTP delivers no SMS: without SMTP_URL the inbox shows it");
    await transport.sendMail({ from, to, subject, text, html });
  };
}
