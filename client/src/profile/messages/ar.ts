import { isolate, isolateLtr } from "../../i18n/isolate.ts";
import { arabicPlural } from "../../i18n/plural.ts";
import type { en } from "./en.ts";
import { shown } from "./shown-count.ts";

export const ar: typeof en = {
  posts: "المنشورات",
  replies: "الردود",
  lists: "المنشورات والردود",
  edit: "تعديل الملف الشخصي",
  joined: (month) => `انضم في ${month}`,
  postsCount: (count) =>
    arabicPlural(count, {
      zero: "لا منشورات",
      one: "منشور واحد",
      two: "منشوران",
      few: `${count} منشورات`,
      many: `${count} منشورًا`,
      other: `${shown(count)} منشور`,
    }),
  repliesCount: (count) =>
    arabicPlural(count, {
      zero: "لا ردود",
      one: "رد واحد",
      two: "ردّان",
      few: `${count} ردود`,
      many: `${count} ردًّا`,
      other: `${shown(count)} رد`,
    }),
  inReplyTo: (name) => `ردًّا على ${isolate(name)}`,
  noReplies: (name) => `لا ردود لدى ${isolate(name)} الآن.`,
  noOwnReplies: "لا ردود لديك الآن.",
  you: "هذا حسابك",
  noPosts: (name) => `لا منشورات لدى ${isolate(name)} الآن.`,
  noOwnPosts: "لا منشورات لديك الآن. ما الذي يستحق أن يقال اليوم؟",
  missingTitle: "لا أحد هنا",
  missing: (handle) => `لا أحد يحمل المعرّف ${isolateLtr(`@${handle}`)}. ربما غيّر صاحبه معرّفه أو غادر.`,
  failed: "تعذّر تحميل الملف الشخصي",
  toFeed: "الانتقال إلى المنشورات",
  form: {
    bio: "نبذة عنك",
    left: (count) =>
      arabicPlural(count, {
        zero: "لم يبق أي حرف",
        one: "بقي حرف واحد",
        two: "بقي حرفان",
        few: `بقيت ${count} أحرف`,
        many: `بقي ${count} حرفًا`,
        other: `بقي ${count} حرف`,
      }),
    tooLong: (over) => `النص أطول من اللازم بمقدار ${over}.`,
    save: "حفظ",
    saved: "تم الحفظ.",
    cancel: "إلغاء",
  },
};
