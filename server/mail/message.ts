/** A mail as Cruddur hands it to its delivery. */
export type MailMessage = {
  to: string;
  subject: string;
  text: string;
  html?: string | undefined;
  /** The code that the mail is about, where it is about one: the inbox shows it large. */
  code?: string | undefined;
};

/** Takes a mail on its way; resolves when it is accepted. */
export type MailDelivery = (message: MailMessage) => Promise<void>;
