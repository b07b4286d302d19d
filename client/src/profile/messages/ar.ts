import { isolate, isolateLtr } from "../../i18n/isolate.ts";
import type { en } from "./en.ts";

export const ar: typeof en = {
  posts: "المنشورات",
  you: "هذا حسابك",
  noPosts: (name) => `لا منشورات لدى ${isolate(name)} الآن.`,
  noOwnPosts: "لا منشورات لديك الآن. ما الذي يستحق أن يقال اليوم؟",
  missingTitle: "لا أحد هنا",
  missing: (handle) => `لا أحد يحمل المعرّف ${isolateLtr(`@${handle}`)}. ربما غيّر صاحبه معرّفه أو غادر.`,
  failed: "تعذّر تحميل الملف الشخصي",
  back: "أحدث المنشورات",
  toFeed: "الانتقال إلى المنشورات",
};
