import { UserPoolException } from "../protocol/exceptions.ts";
import type { UserPool } from "../tables/user-pools-table.ts";

/** A mail. `code` is the code that the text contains, if any. */
export type UserPoolMail = { to: string; subject: string; text: string; html?: string; code?: string };

export type DeliverMail = (mail: UserPoolMail) => Promise<void>;

type Template = { subject: string; message: string };

/** A mail with a code that confirms a sign-up, verifies an address or resets a password. */
export function verificationMail(pool: UserPool, to: string, username: string, code: string): UserPoolMail {
  const {
    VerificationMessageTemplate: template,
    EmailVerificationMessage,
    EmailVerificationSubject,
  } = pool.settings;
  const mail = fillTemplate(to, username, code, {
    subject: template?.EmailSubject ?? EmailVerificationSubject ?? "Your verification code",
    message: template?.EmailMessage ?? EmailVerificationMessage ?? "Your confirmation code is {####}.",
  });
  return { ...mail, code };
}

/** A mail with a code to sign in with. */
export function authenticationMail(pool: UserPool, to: string, username: string, code: string): UserPoolMail {
  const mail = fillTemplate(to, username, code, {
    subject: pool.mfa.EmailMfaConfiguration?.Subject ?? "Your authentication code",
    message: pool.mfa.EmailMfaConfiguration?.Message ?? "Your authentication code is {####}.",
  });
  return { ...mail, code };
}

/** A mail with the temporary password of a user whom an administrator created. */
export function invitationMail(pool: UserPool, to: string, username: string, password: string): UserPoolMail {
  const template = pool.settings.AdminCreateUserConfig?.InviteMessageTemplate;
  return fillTemplate(to, username, password, {
    subject: template?.EmailSubject ?? "Your temporary password",
    message: template?.EmailMessage ?? "Your username is {username} and temporary password is {####}.",
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

/** Templates are HTML, as in Cognito; the inserted values are escaped. */
function fillTemplate(
  to: string,
  username: string,
  secret: string,
  { subject, message }: Template,
): UserPoolMail {
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
