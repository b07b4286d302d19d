export type MailMessage = {
  to: string;
  subject: string;
  text: string;
  html?: string | undefined;
  /** The code in the mail, if there is one. The inbox shows it large. */
  code?: string | undefined;
};

/** Delivers a mail. Resolves when the mail server has accepted it. */
export type MailDelivery = (message: MailMessage) => Promise<void>;
