import type { Address } from "./code-delivery.ts";
import { UserPoolException } from "../protocol/exceptions.ts";
import type { UserPool } from "../tables/user-pools-table.ts";

/**
 * A mail, or an SMS: then `to` is a phone number (E.164), `subject` is empty, and there is no HTML. `code` is the code
 * that the text contains, if any.
 */
export type UserPoolMail = { to: string; subject: string; text: string; html?: string; code?: string };

export type DeliverMail = (mail: UserPoolMail) => Promise<void>;

/** The texts of a message: the mail's, whose message is HTML, and the SMS's. */
type Template = { subject: string; message: string; sms: string };

/** A message with a code that confirms a sign-up, verifies an address or resets a password. */
export function verificationMail(pool: UserPool, to: Address, username: string, code: string): UserPoolMail {
  const {
    VerificationMessageTemplate: template,
    EmailVerificationMessage,
    EmailVerificationSubject,
    SmsVerificationMessage,
  } = pool.settings;
  const mail = fillTemplate(to, username, code, {
    subject: template?.EmailSubject ?? EmailVerificationSubject ?? "Your verification code",
    message: template?.EmailMessage ?? EmailVerificationMessage ?? "Your confirmation code is {####}.",
    sms: template?.SmsMessage ?? SmsVerificationMessage ?? "Your verification code is {####}.",
  });
  return { ...mail, code };
}

/** A message with a code to sign in with. */
export function authenticationMail(
  { settings, mfa }: UserPool,
  to: Address,
  username: string,
  code: string,
): UserPoolMail {
  const mail = fillTemplate(to, username, code, {
    subject: mfa.EmailMfaConfiguration?.Subject ?? "Your authentication code",
    message: mfa.EmailMfaConfiguration?.Message ?? "Your authentication code is {####}.",
    sms: settings.SmsAuthenticationMessage ?? "Your authentication code is {####}.",
  });
  return { ...mail, code };
}

/** A message with the temporary password of a user whom an administrator created. */
export function invitationMail(
  pool: UserPool,
  to: Address,
  username: string,
  password: string,
): UserPoolMail {
  const template = pool.settings.AdminCreateUserConfig?.InviteMessageTemplate;
  const message = "Your username is {username} and temporary password is {####}.";
  return fillTemplate(to, username, password, {
    subject: template?.EmailSubject ?? "Your temporary password",
    message: template?.EmailMessage ?? message,
    sms: template?.SMSMessage ?? message,
  });
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

/** Templates of mails are HTML, as in Cognito; the inserted values are escaped. */
function fillTemplate(
  { attribute, value: to }: Address,
  username: string,
  secret: string,
  { subject, message, sms }: Template,
): UserPoolMail {
  if (attribute === "phone_number") {
    return { to, subject: "", text: replacePlaceholders(sms, username, secret) };
  }
  return {
    to,
    subject: replacePlaceholders(subject, username, secret),
    text: replacePlaceholders(toPlainText(message), username, secret),
    html: replacePlaceholders(message, escapeHtml(username), escapeHtml(secret)),
  };
}

function replacePlaceholders(template: string, username: string, secret: string): string {
  return template.replaceAll(/\{username\}|\{####\}/g, (placeholder) =>
    placeholder === "{username}" ? username : secret,
  );
}

function escapeHtml(text: string): string {
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
