import { isolate } from "../../i18n/isolate.ts";
import { arabicPlural } from "../../i18n/plural.ts";
import type { en } from "./en.ts";

export const ar: typeof en = {
  title: (name) => `${isolate(name)} على Cruddur`,
  heading: (name) => `منشور من ${isolate(name)}`,
  above: "ما سبق في هذه المحادثة",
  repliesTo: (name) => `الردود على ${isolate(name)}`,
  moreReplies: "عرض المزيد من الردود",
  continueThread: "متابعة هذه المحادثة",
  end: "لا ردود أخرى.",
  replies: (count) =>
    arabicPlural(count, {
      zero: "الردود",
      one: "رد واحد",
      two: "ردّان",
      few: `${count} ردود`,
      many: `${count} ردًّا`,
      other: `${count} رد`,
    }),
  noReplies: "لم يرد أحد بعد.",
  signInToReply: "سجّل الدخول للرد",
  goneTitle: "لم يعد هذا المنشور موجودًا",
  gone: "لقد احترق حتى آخره أو حُذف. لا شيء يدوم على Cruddur.",
  notForGuestsTitle: "اختفى، أو للأعضاء فقط",
  notForGuests: "قد يكون هذا المنشور للأعضاء: سجّل الدخول لتراه. أو لعله احترق حتى آخره أو حُذف.",
  signIn: "تسجيل الدخول",
  yourReply: "ما كنت على وشك أن ترد به:",
  toFeed: "الانتقال إلى المنشورات",
  failed: "تعذّر تحميل المنشور",
  label: "ردّك",
  placeholder: "اكتب ردًّا…",
  reply: "رد",
  replied: "نُشر الرد.",
};
