import type { Notice, NoticeText } from "../../mail/notices.ts";

// The mails that tell an account's owner what happened to it, whoever did it.

export const ifNotYou = {
  en: "If this was not you, set a new password with “Forgot your password?” at once.",
  fr: "Si ce n’était pas vous, choisissez tout de suite un nouveau mot de passe avec « Mot de passe oublié ? ».",
  ar: "إن لم تكن أنت من فعل ذلك فعيّن كلمة مرور جديدة فورًا من «نسيت كلمة المرور؟».",
};

export function notice(subject: string, ...paragraphs: string[]): NoticeText {
  return { subject, text: `${paragraphs.join("\n\n")}\n\nCruddur\n` };
}

/** For an address that somebody tried to use for another account. */
export const accountExists: Notice = {
  en: notice(
    "You have a Cruddur account already",
    "Somebody, probably you, tried to use this e-mail address for a Cruddur account. It already has one, which has not changed.",
    "Sign in with your password. If you forgot it, set a new one with “Forgot your password?”.",
    "If this was not you, you need not do anything.",
  ),
  fr: notice(
    "Vous avez déjà un compte Cruddur",
    "Quelqu’un, sans doute vous, a voulu utiliser cette adresse e-mail pour un compte Cruddur. Elle en a déjà un, qui n’a pas changé.",
    "Connectez-vous avec votre mot de passe. Si vous l’avez oublié, choisissez-en un nouveau avec « Mot de passe oublié ? ».",
    "Si ce n’était pas vous, vous n’avez rien à faire.",
  ),
  ar: notice(
    "لديك حساب في Cruddur بالفعل",
    "حاول أحدهم، ولعله أنت، استخدام عنوان البريد هذا لحساب في Cruddur. له حساب بالفعل، ولم يتغير فيه شيء.",
    "سجّل الدخول بكلمة مرورك. إن نسيتها فعيّن كلمة جديدة من «نسيت كلمة المرور؟».",
    "إن لم تكن أنت فلا يلزمك فعل شيء.",
  ),
};

export const passwordChanged: Notice = {
  en: notice(
    "Your Cruddur password was changed",
    "The password of your Cruddur account was changed, and all other sessions have ended.",
    ifNotYou.en,
  ),
  fr: notice(
    "Votre mot de passe Cruddur a changé",
    "Le mot de passe de votre compte Cruddur a changé, et toutes les autres sessions sont terminées.",
    ifNotYou.fr,
  ),
  ar: notice(
    "تغيّرت كلمة مرورك في Cruddur",
    "تغيّرت كلمة مرور حسابك في Cruddur وانتهت كل الجلسات الأخرى.",
    ifNotYou.ar,
  ),
};

/** For the previous address. */
export const emailChanged: Notice = {
  en: notice(
    "Your Cruddur e-mail address was changed",
    "Your Cruddur account has a new e-mail address. This one is no longer used.",
    "If this was not you, somebody has your password: write to the operator of this Cruddur.",
  ),
  fr: notice(
    "Votre adresse e-mail Cruddur a changé",
    "Votre compte Cruddur a une nouvelle adresse e-mail. Celle-ci ne sert plus.",
    "Si ce n’était pas vous, quelqu’un a votre mot de passe : écrivez à l’exploitant de ce Cruddur.",
  ),
  ar: notice(
    "تغيّر عنوان بريدك في Cruddur",
    "لحسابك في Cruddur عنوان بريد جديد، ولم يعد هذا العنوان مستخدمًا.",
    "إن لم تكن أنت فقد عرف أحدهم كلمة مرورك: راسل مشغّل هذا الموقع.",
  ),
};

export const totpEnabled: Notice = {
  en: notice(
    "An authenticator app protects your Cruddur account",
    "From now on you need a code of your authenticator app to sign in.",
    ifNotYou.en,
  ),
  fr: notice(
    "Une application d’authentification protège votre compte Cruddur",
    "Désormais, il faut un code de votre application d’authentification pour vous connecter.",
    ifNotYou.fr,
  ),
  ar: notice(
    "تطبيق مصادقة يحمي حسابك في Cruddur",
    "من الآن تحتاج إلى رمز من تطبيق المصادقة لتسجيل الدخول.",
    ifNotYou.ar,
  ),
};

export const totpDisabled: Notice = {
  en: notice(
    "Your Cruddur account no longer asks for a code",
    "The authenticator app of your Cruddur account was turned off. From now on a password is enough to sign in.",
    ifNotYou.en,
  ),
  fr: notice(
    "Votre compte Cruddur ne demande plus de code",
    "L’application d’authentification de votre compte Cruddur est désactivée. Désormais, un mot de passe suffit pour se connecter.",
    ifNotYou.fr,
  ),
  ar: notice(
    "لم يعد حسابك في Cruddur يطلب رمزًا",
    "أُوقف تطبيق المصادقة في حسابك في Cruddur. من الآن تكفي كلمة المرور لتسجيل الدخول.",
    ifNotYou.ar,
  ),
};

const ifNotYouSignIn = {
  en: "If this was not you, somebody knows your password and has one of your recovery codes: set a new password with “Forgot your password?” at once, then set up the authenticator app and make new codes.",
  fr: "Si ce n’était pas vous, quelqu’un connaît votre mot de passe et a un de vos codes de secours : choisissez tout de suite un nouveau mot de passe avec « Mot de passe oublié ? », puis configurez l’application d’authentification et créez de nouveaux codes.",
  ar: "إن لم تكن أنت فقد عرف أحدهم كلمة مرورك ولديه أحد رموز الاسترداد: عيّن كلمة مرور جديدة فورًا من «نسيت كلمة المرور؟»، ثم أعدّ تطبيق المصادقة وأنشئ رموزًا جديدة.",
};

export const recoveryCodesCreated: Notice = {
  en: notice(
    "Your Cruddur account has new recovery codes",
    "Ten recovery codes were made for your Cruddur account. Earlier ones are no longer valid. Keep them where you find them without your phone.",
    ifNotYou.en,
  ),
  fr: notice(
    "Votre compte Cruddur a de nouveaux codes de secours",
    "Dix codes de secours ont été créés pour votre compte Cruddur. Les précédents ne sont plus valables. Gardez-les là où vous les trouverez sans votre téléphone.",
    ifNotYou.fr,
  ),
  ar: notice(
    "لحسابك في Cruddur رموز استرداد جديدة",
    "أُنشئت عشرة رموز استرداد لحسابك في Cruddur، ولم تعد الرموز السابقة صالحة. احفظها حيث تجدها دون هاتفك.",
    ifNotYou.ar,
  ),
};

export const recoveryCodeUsed: Notice = {
  en: notice(
    "A recovery code of your Cruddur account was used",
    "The authenticator app of your Cruddur account was turned off with a recovery code. Sign in with your password, then set up an authenticator app again.",
    ifNotYouSignIn.en,
  ),
  fr: notice(
    "Un code de secours de votre compte Cruddur a été utilisé",
    "L’application d’authentification de votre compte Cruddur a été désactivée avec un code de secours. Connectez-vous avec votre mot de passe, puis configurez à nouveau une application d’authentification.",
    ifNotYouSignIn.fr,
  ),
  ar: notice(
    "استُخدم رمز استرداد لحسابك في Cruddur",
    "أُوقف تطبيق المصادقة في حسابك في Cruddur برمز استرداد. سجّل الدخول بكلمة مرورك ثم أعدّ تطبيق المصادقة من جديد.",
    ifNotYouSignIn.ar,
  ),
};

export const accountDeleted: Notice = {
  en: notice(
    "Your Cruddur account is deleted",
    "Your Cruddur account and all that you wrote are deleted. Thank you for having been here.",
  ),
  fr: notice(
    "Votre compte Cruddur est supprimé",
    "Votre compte Cruddur et tout ce que vous avez écrit sont supprimés. Merci d’avoir été là.",
  ),
  ar: notice("حُذف حسابك في Cruddur", "حُذف حسابك في Cruddur وكل ما كتبته. شكرًا لأنك كنت هنا."),
};
