import type { en } from "./en.ts";

export const ar: typeof en = {
  loading: "جارٍ التحميل…",
  retry: "إعادة المحاولة",
  more: "عرض المزيد",
};
