import type { Address } from "./code-delivery.ts";
import { UserPoolException } from "../protocol/exceptions.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";

/**
 * A mail, or an SMS: then `to` is a phone number (E.164), `subject` is empty, and there is no HTML. `code` is the code
 * that the text contains, if any.
 */
export type UserPoolMail = { to: string; subject: string; text: string; html?: string; code?: string };

export type DeliverMail = (mail: UserPoolMail) => Promise<void>;

/** The texts of a message: the mail's, whose message is HTML, and the SMS's. */
export type Template = { subject: string; message: string; sms: string };

/** Whom a message is for, and by which of their names it calls them. */
export type Recipient = { user: Pick<User, "id" | "username" | "status" | "attributes">; username: string };

/**
 * A message that is not written yet: the pool's templates, and what goes into them.
 *
 * @property secret a code, or a temporary password.
 */
export type Message = {
  pool: UserPool;
  recipient: Recipient;
  to: Address;
  kind: "CODE" | "INVITATION";
  secret: string;
  template: Template;
};

/**
 * Why a message is sent.
 *
 * @property reason the end of the triggers' sources, as in `CustomMessage_SignUp`.
 * @property clientId of the app client that calls; undefined: an administrator calls.
 */
export type MessageCause = {
  reason:
    | "SignUp"
    | "ResendCode"
    | "ForgotPassword"
    | "UpdateUserAttribute"
    | "VerifyUserAttribute"
    | "AdminCreateUser"
    | "Authentication";
  clientId: string | undefined;
};

type CodeMessage = { pool: UserPool; user: Recipient["user"]; to: Address; code: string };

/** A message with a code that confirms a sign-up, verifies an address or resets a password. */
export function verificationMessage({ pool, user, to, code }: CodeMessage): Message {
  const {
    VerificationMessageTemplate: template,
    EmailVerificationMessage,
    EmailVerificationSubject,
    SmsVerificationMessage,
  } = pool.settings;
  return {
    pool,
    recipient: { user, username: user.username },
    to,
    kind: "CODE",
    secret: code,
    template: {
      subject: template?.EmailSubject ?? EmailVerificationSubject ?? "Your verification code",
      message: template?.EmailMessage ?? EmailVerificationMessage ?? "Your confirmation code is {####}.",
      sms: template?.SmsMessage ?? SmsVerificationMessage ?? "Your verification code is {####}.",
    },
  };
}

/** A message with a code to sign in with. */
export function authenticationMessage({ pool, user, to, code }: CodeMessage): Message {
  const { settings, mfa } = pool;
  return {
    pool,
    recipient: { user, username: user.username },
    to,
    kind: "CODE",
    secret: code,
    template: {
      subject: mfa.EmailMfaConfiguration?.Subject ?? "Your authentication code",
      message: mfa.EmailMfaConfiguration?.Message ?? "Your authentication code is {####}.",
      sms: settings.SmsAuthenticationMessage ?? "Your authentication code is {####}.",
    },
  };
}

/** A message with the temporary password of a user whom an administrator created. */
export function invitationMessage(
  pool: UserPool,
  recipient: Recipient,
  to: Address,
  password: string,
): Message {
  const template = pool.settings.AdminCreateUserConfig?.InviteMessageTemplate;
  const message = "Your username is {username} and temporary password is {####}.";
  return {
    pool,
    recipient,
    to,
    kind: "INVITATION",
    secret: password,
    template: {
      subject: template?.EmailSubject ?? "Your temporary password",
      message: template?.EmailMessage ?? message,
      sms: template?.SMSMessage ?? message,
    },
  };
}

/** Writes a message. Templates of mails are HTML, as in Cognito; the inserted values are escaped. */
export function writeMessage({ to, recipient: { username }, kind, secret, template }: Message): UserPoolMail {
  const code = kind === "CODE" ? { code: secret } : {};
  if (to.attribute === "phone_number") {
    return { to: to.value, subject: "", text: replacePlaceholders(template.sms, username, secret), ...code };
  }
  return {
    to: to.value,
    subject: replacePlaceholders(template.subject, username, secret),
    text: replacePlaceholders(toPlainText(template.message), username, secret),
    html: replacePlaceholders(template.message, escapeHtml(username), escapeHtml(secret)),
    ...code,
  };
}

/**
 * Delivers a mail.
 *
 * @throws UserPoolException CodeDeliveryFailureException for any failure, with the original error as its cause.
 */
export async function deliver(deliverMail: DeliverMail, mail: UserPoolMail): Promise<void> {
  try {
    await deliverMail(mail);
  } catch (error) {
    throw new UserPoolException("CodeDeliveryFailureException", "Failed to deliver the message.", error);
  }
}

function replacePlaceholders(template: string, username: string, secret: string): string {
  return template.replaceAll(/\{username\}|\{####\}/g, (placeholder) =>
    placeholder === "{username}" ? username : secret,
  );
}

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function toPlainText(html: string): string {
  return html
    .replaceAll(/<br\s*\/?>/gi, "\n")
    .replaceAll(/<\/(p|div|h[1-6]|li|tr|table)>/gi, "\n\n")
    .replaceAll(/<[^<>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}
