export type MailMessage = {
  /** An e-mail address; a phone number (E.164) if this is an SMS of the local user pool. */
  to: string;
  /** Empty for an SMS. */
  subject: string;
  text: string;
  html?: string | undefined;
  /** The code in the message, if there is one. The inbox shows it large. */
  code?: string | undefined;
};

/** Delivers a mail. Resolves when the mail server has accepted it. */
export type MailDelivery = (message: MailMessage) => Promise<void>;

/** How a message reaches its recipient: by mail, or by SMS to a phone number. */
export function mediumOf(to: string): "EMAIL" | "SMS" {
  return /^\+\d+$/.test(to) ? "SMS" : "EMAIL";
}
