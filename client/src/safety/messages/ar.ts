import { isolateLtr } from "../../i18n/isolate.ts";
import { arabicPlural } from "../../i18n/plural.ts";
import type { en } from "./en.ts";

const at = (handle: string) => isolateLtr(`@${handle}`);

export const ar: typeof en = {
  menu: (handle) => `خيارات ${at(handle)}`,
  actions: {
    mute: (handle) => `كتم ${at(handle)}`,
    unmute: (handle) => `إلغاء كتم ${at(handle)}`,
    block: (handle) => `حظر ${at(handle)}`,
    unblock: (handle) => `إلغاء حظر ${at(handle)}`,
  },
  verbs: { mute: "كتم", unmute: "إلغاء الكتم", block: "حظر", unblock: "إلغاء الحظر" },
  reportPost: "الإبلاغ عن المنشور",
  reportUser: (handle) => `الإبلاغ عن ${at(handle)}`,
  done: {
    mute: (handle) => `كتمتَ ${at(handle)}.`,
    unmute: (handle) => `لم تعد تكتم ${at(handle)}.`,
    block: (handle) => `حظرتَ ${at(handle)}.`,
    unblock: (handle) => `ألغيتَ حظر ${at(handle)}.`,
  },
  undo: "تراجع",
  tryAgain: "إعادة المحاولة",
  cancel: "إلغاء",
  close: "إغلاق",
  blockDialog: {
    title: (handle) => `حظر ${at(handle)}؟`,
    lead: "لن يرى أحدكما الآخر في أي مكان: لا منشورات ولا ردود ولا إشارات ولا إشعارات، ولن يستطيع أيٌّ منكما الرد على الآخر. لن يُبلَّغ هذا الشخص بالحظر، ويمكنك إلغاؤه متى شئت.",
    confirm: "حظر",
  },
  reportDialog: {
    titlePost: (handle) => `الإبلاغ عن منشور لـ ${at(handle)}`,
    titleUser: (handle) => `الإبلاغ عن ${at(handle)}`,
    lead: "سينظر المشرفون في البلاغ، ولن يعلم به صاحب الحساب.",
    reason: "ما المشكلة؟",
    reasons: {
      SPAM: "محتوى مزعج أو احتيال",
      HARASSMENT: "إهانة أو مضايقة",
      HATE: "كراهية ضد فئة من الناس",
      VIOLENCE: "عنف أو تهديد",
      SEXUAL: "محتوى جنسي غير مرغوب فيه",
      SELF_HARM: "انتحار أو إيذاء النفس",
      IMPERSONATION: "انتحال شخصية",
      ILLEGAL: "أمر مخالف للقانون",
      OTHER: "شيء آخر",
    },
    reasonMissing: "اختر سببًا.",
    details: "تفاصيل (اختياري)",
    left: (count) =>
      arabicPlural(count, {
        zero: "لم يبقَ أي حرف",
        one: "بقي حرف واحد",
        two: "بقي حرفان",
        few: `بقيت ${count} أحرف`,
        many: `بقي ${count} حرفًا`,
        other: `بقي ${count} حرف`,
      }),
    tooLong: (over) => `النص أطول من اللازم بمقدار ${over}.`,
    send: "إرسال البلاغ",
  },
  thanks: {
    title: "شكرًا على البلاغ",
    lead: "سينظر المشرفون فيه. ولست مضطرًا إلى رؤية هذا الشخص حتى ذلك الحين.",
    hints: {
      mute: "يُخفي منشوراته من صفحتك الرئيسية ومن إشعاراتك.",
      block: "لن يرى أحدكما الآخر في أي مكان.",
    },
  },
  profile: {
    blocked: {
      title: (handle) => `حظرتَ ${at(handle)}`,
      lead: "لا يرى أحدكما منشورات الآخر، ولا يستطيع أيٌّ منكما الرد على الآخر.",
    },
    muted: {
      title: (handle) => `كتمتَ ${at(handle)}`,
      lead: "ما يكتبه هذا الشخص لا يظهر في صفحتك الرئيسية ولا في إشعاراتك، لكنك تراه هنا.",
    },
  },
};
