import { isolateLtr } from "../../i18n/isolate.ts";
import type { en } from "./en.ts";

const at = (handle: string) => isolateLtr(`@${handle}`);

export const ar: typeof en = {
  title: "الإشراف",
  tabs: { open: "البلاغات المفتوحة", resolved: "المعالَجة" },
  author: "صاحب المنشور",
  person: "الشخص",
  reporter: "صاحب البلاغ",
  reportsOfThis: (count) => `عدد البلاغات المفتوحة عن الأمر نفسه: ${count}`,
  details: "تفاصيل",
  accountGone: (handle) => `${at(handle)} (حساب محذوف)`,
  reporterGone: "حساب محذوف",
  kept: { ACTIVITY: "النص وقت البلاغ", USER: "الاسم والنبذة وقت البلاغ" },
  stillThere: "المنشور ما زال موجودًا",
  gone: "لم يعد المنشور موجودًا: انتهت مدته أو حُذف.",
  note: "ملاحظة للسجل (اختياري)",
  noteTooLong: "500 حرف على الأكثر.",
  deletePost: "حذف المنشور",
  dismiss: "رفض البلاغ",
  resolved: "عولج البلاغ.",
  resolvedByOther: "عالج مشرف آخر هذا البلاغ.",
  resolutions: {
    DELETE_ACTIVITY: (handle) => (handle === undefined ? "حُذف" : `حذفه ${at(handle)}`),
    DISMISS: (handle) => (handle === undefined ? "رُفض" : `رفضه ${at(handle)}`),
  },
  failed: "تعذّر تحميل البلاغات",
  empty: "لا بلاغات مفتوحة.",
  emptyRecord: "لم يُعالَج أي بلاغ بعد.",
};
