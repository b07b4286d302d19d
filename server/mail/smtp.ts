import { createTransport } from "nodemailer";
import type { MailDelivery } from "./message.ts";

const sender = "Cruddur <no-reply@cruddur.local>";

/** Delivers over SMTP. The URL is nodemailer's, e.g. `smtps://user:password@mail.example.com`. */
export function smtpDelivery(url: string): MailDelivery {
  const transport = createTransport(url);
  return async ({ to, subject, text, html }) => {
    await transport.sendMail({ from: sender, to, subject, text, html });
  };
}
