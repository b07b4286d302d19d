import { isolate } from "../../../../i18n/isolate.ts";
import type { en } from "./en.ts";

export const ar: typeof en = {
  label: (name) => `خيارات منشور ${isolate(name)}`,
  copyLink: "نسخ الرابط",
  linkCopied: "نُسخ الرابط",
  linkNotCopied: (url) => `لا يسمح هذا المتصفح للصفحات بالنسخ. الرابط هو ${isolate(url)}`,
  share: "مشاركة…",
  delete: "حذف",
  deleteTitle: "هل تريد حذف هذا؟",
  deleteWarning: "سيُحذف للجميع مع كل ردوده، ولا يمكن التراجع عن ذلك.",
  deleteOfOther: (name) => `أنت تحذف ما كتبه ${isolate(name)} بصفتك مشرفًا.`,
  keep: "إلغاء",
  deleted: "تم الحذف.",
};
