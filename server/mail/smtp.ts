import { createTransport } from "nodemailer";
import type { MailDelivery } from "./message.ts";

/** Milliseconds. The library's own are minutes, and somebody waits for the code. */
const limits = {
  /** Until there is a connection, with all that belongs to it. */
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  dnsTimeout: 5000,
  /** Without a byte. */
  socketTimeout: 20_000,
};

export type SmtpOptions = {
  /** nodemailer's, e.g. `smtps://user:password@mail.example.com`; its query sets further options. */
  url: string;
  /** Whom mail is from, e.g. `Cruddur <no-reply@example.com>`. */
  from: string;
};

/**
 * Delivers over SMTP. `smtps://` is TLS from the first byte. `smtp://` goes over to TLS where the server offers it, and
 * where there is a password it must: who listens could take the offer out. Certificates are verified.
 *
 * @param timeouts instead of those above.
 */
export function smtpDelivery(
  { url, from }: SmtpOptions,
  timeouts: Partial<typeof limits> = {},
): MailDelivery {
  const transport = createTransport({
    url,
    requireTLS: new URL(url).protocol === "smtp:" && new URL(url).password !== "",
    // A text never becomes a path to read from.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...limits,
    ...timeouts,
  });
  return async ({ to, subject, text, html }) => {
    await transport.sendMail({ from, to, subject, text, html });
  };
}
