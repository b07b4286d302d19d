import type { Notice } from "../../mail/notices.ts";
import { ifNotYou, notice } from "../shared/account-notices.ts";
import { labelOfProvider } from "./provider-paths.ts";

/** @param provider its name in the user pool, which the operator chose. */
export function providerLinked(provider: string): Notice {
  const label = labelOfProvider(provider);
  return {
    en: notice(
      `${label} was linked to your Cruddur account`,
      `From now on somebody can sign in to your Cruddur account by ${label}, without your password.`,
      ifNotYou.en,
      `Then unlink ${label} in the settings.`,
    ),
    fr: notice(
      `${label} a été associé à votre compte Cruddur`,
      `Désormais, ${label} permet de se connecter à votre compte Cruddur sans votre mot de passe.`,
      ifNotYou.fr,
      `Dissociez ensuite ${label} dans les paramètres.`,
    ),
    ar: notice(
      `رُبط ${label} بحسابك في Cruddur`,
      `من الآن يمكن تسجيل الدخول إلى حسابك في Cruddur عبر ${label} دون كلمة مرورك.`,
      ifNotYou.ar,
      `ثم ألغِ ربط ${label} من الإعدادات.`,
    ),
  };
}

export function providerUnlinked(provider: string): Notice {
  const label = labelOfProvider(provider);
  return {
    en: notice(
      `${label} was unlinked from your Cruddur account`,
      `${label} can no longer sign in to your Cruddur account.`,
      ifNotYou.en,
    ),
    fr: notice(
      `${label} a été dissocié de votre compte Cruddur`,
      `${label} ne permet plus de se connecter à votre compte Cruddur.`,
      ifNotYou.fr,
    ),
    ar: notice(
      `أُلغي ربط ${label} بحسابك في Cruddur`,
      `لم يعد ${label} يصلح لتسجيل الدخول إلى حسابك في Cruddur.`,
      ifNotYou.ar,
    ),
  };
}
