import { UserPoolException } from "../protocol/exceptions.ts";
import type { UserPool } from "../tables/user-pools-table.ts";

/** A message to one person. `code` repeats the code that the text carries, where it carries one. */
export type UserPoolMail = { to: string; subject: string; text: string; html?: string; code?: string };

/** Sends a mail. */
export type DeliverMail = (mail: UserPoolMail) => Promise<void>;

type Template = { subject: string; message: string };

/** The mail that carries a verification code: for sign-up, a new address or a forgotten password. */
export function verificationMail(pool: UserPool, to: string, username: string, code: string): UserPoolMail {
  const {
    VerificationMessageTemplate: template,
    EmailVerificationMessage,
    EmailVerificationSubject,
  } = pool.settings;
  const mail = fill(to, username, code, {
    subject: template?.EmailSubject ?? EmailVerificationSubject ?? "Your verification code",
    message: template?.EmailMessage ?? EmailVerificationMessage ?? "Your confirmation code is {####}.",
  });
  return { ...mail, code };
}

/** The mail that carries a code to sign in with. */
export function authenticationMail(pool: UserPool, to: string, username: string, code: string): UserPoolMail {
  const mail = fill(to, username, code, {
    subject: pool.mfa.EmailMfaConfiguration?.Subject ?? "Your authentication code",
    message: pool.mfa.EmailMfaConfiguration?.Message ?? "Your authentication code is {####}.",
  });
  return { ...mail, code };
}

/** The mail that tells somebody whom an administrator signed up how to sign in. */
export function invitationMail(pool: UserPool, to: string, username: string, password: string): UserPoolMail {
  const template = pool.settings.AdminCreateUserConfig?.InviteMessageTemplate;
  return fill(to, username, password, {
    subject: template?.EmailSubject ?? "Your temporary password",
    message: template?.EmailMessage ?? "Your username is {username} and temporary password is {####}.",
  });
}

/**
 * Hands a mail to its delivery.
 *
 * @throws UserPoolException CodeDeliveryFailureException, whatever went wrong; the reason is its cause.
 */
export async function deliver(deliverMail: DeliverMail, mail: UserPoolMail): Promise<void> {
  try {
    await deliverMail(mail);
  } catch (error) {
    throw new UserPoolException("CodeDeliveryFailureException", "Failed to deliver the message.", error);
  }
}

/** Templates are HTML, as Cognito's are; what is put into them is not. */
function fill(to: string, username: string, secret: string, { subject, message }: Template): UserPoolMail {
  return {
    to,
    subject: put(subject, username, secret),
    text: put(toPlainText(message), username, secret),
    html: put(message, escapeHtml(username), escapeHtml(secret)),
  };
}

function put(template: string, username: string, secret: string): string {
  return template.replaceAll(/\{username\}|\{####\}/g, (place) =>
    place === "{username}" ? username : secret,
  );
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function toPlainText(html: string): string {
  return html
    .replaceAll(/<br\s*\/?>/gi, "\n")
    .replaceAll(/<\/(p|div|h[1-6]|li|tr|table)>/gi, "\n\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}
