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
type Translated = keyof typeof texts;

/**
 * The language of the message with a code, by the client metadata of a request; undefined: that of the pool's templates.
 */
export function languageOfRequest(input: unknown): Translated | undefined {
  const metadata = memberOf(input, "ClientMetadata");
  const language = memberOf(metadata, "language");
  return language === "fr" || language === "ar" ? language : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return Object.entries(value).find(([each]) => each === name)?.[1];
}

/**
 * A message with a code in a language, as a trigger CustomMessage of a pool would write it. Other messages stay as they
 * are.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
 */
export function translateMail(mail: UserPoolMail, language: Translated | undefined): UserPoolMail {
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
