import type { UserPoolMail } from "./messages.ts";

type Texts = { subject: string; lead: string; ifNotYou: string; dir: "ltr" | "rtl"; sms: string };

const texts = {
  fr: {
    dir: "ltr",
    subject: "Votre code Cruddur",
    lead: "Saisissez ce code là où Cruddur vous le demande :",
    ifNotYou:
      "Si vous n’avez pas demandé de code, quelqu’un a saisi votre adresse par erreur. Vous n’avez rien à faire.",
    sms: "Votre code Cruddur :",
  },
  ar: {
    dir: "rtl",
    subject: "رمزك في Cruddur",
    lead: "أدخل هذا الرمز حيث يطلبه منك Cruddur:",
    ifNotYou: "إن لم تطلب رمزًا فقد كتب أحدهم عنوانك خطأً. لا يلزمك فعل شيء.",
    sms: "رمزك في Cruddur:",
  },
} satisfies Record<string, Texts>;
/** A language that messages with codes are translated to. */
export type MailLanguage = keyof typeof texts;

/** The language that the client metadata of a request names; undefined: none that messages are translated to. */
export function languageOf(clientMetadata: Record<string, string> | undefined): MailLanguage | undefined {
  const language = clientMetadata?.["language"];
  return language === "fr" || language === "ar" ? language : undefined;
}

/**
 * A message with a code in a language, as a trigger CustomMessage of a pool would write it. Other messages stay as they
 * are.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
 */
export function translateMail(mail: UserPoolMail, language: MailLanguage | undefined): UserPoolMail {
  const { code } = mail;
  if (language === undefined || code === undefined) return mail;
  const { subject, lead, ifNotYou, dir, sms }: Texts = texts[language];
  if (mail.html === undefined) return { ...mail, text: `${sms} ${code}` };
  const html = [
    `<!doctype html><html lang="${language}" dir="${dir}"><body style="margin:0;padding:32px;font:16px/1.5 system-ui,sans-serif;color:#1f1430">`,
    `<p style="font-weight:700;color:#6d28d9" dir="ltr">Cruddur</p><p>${lead}</p>`,
    `<p style="font:600 32px/1.2 ui-monospace,Consolas,monospace;letter-spacing:4px;color:#6d28d9" dir="ltr">${code}</p>`,
    `<p style="color:#645680;font-size:14px">${ifNotYou}</p></body></html>`,
  ].join("");
  return { ...mail, subject, text: `${lead}\n\n${code}\n\n${ifNotYou}`, html };
}
