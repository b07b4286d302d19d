import type { Notice } from "../../mail/notices.ts";
import { ifNotYou, notice } from "./account-notices.ts";

export const passkeyAdded: Notice = {
  en: notice(
    "A passkey was added to your Cruddur account",
    "From now on somebody can sign in to your Cruddur account with this passkey, without your password.",
    ifNotYou.en,
    "Then remove the passkey in the settings.",
  ),
  fr: notice(
    "Une clé d’accès a été ajoutée à votre compte Cruddur",
    "Désormais, cette clé d’accès permet de se connecter à votre compte Cruddur sans votre mot de passe.",
    ifNotYou.fr,
    "Supprimez ensuite la clé d’accès dans les paramètres.",
  ),
  ar: notice(
    "أُضيف مفتاح مرور إلى حسابك في Cruddur",
    "من الآن يمكن تسجيل الدخول إلى حسابك في Cruddur بمفتاح المرور هذا دون كلمة مرورك.",
    ifNotYou.ar,
    "ثم أزل مفتاح المرور من الإعدادات.",
  ),
};

export const passkeyRemoved: Notice = {
  en: notice(
    "A passkey was removed from your Cruddur account",
    "One of the passkeys of your Cruddur account was removed, and can no longer sign in.",
    ifNotYou.en,
  ),
  fr: notice(
    "Une clé d’accès a été retirée de votre compte Cruddur",
    "L’une des clés d’accès de votre compte Cruddur a été retirée et ne permet plus de se connecter.",
    ifNotYou.fr,
  ),
  ar: notice(
    "أُزيل مفتاح مرور من حسابك في Cruddur",
    "أُزيل أحد مفاتيح المرور من حسابك في Cruddur، ولم يعد يصلح لتسجيل الدخول.",
    ifNotYou.ar,
  ),
};
