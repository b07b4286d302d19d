import { isolateLtr } from "../../i18n/isolate.ts";
import type { en } from "./en.ts";

export const ar: typeof en = {
  kinds: {
    unreachable: "تعذّر الوصول إلى Cruddur. تحقق من اتصالك وأعد المحاولة.",
    timedOut: "تأخر Cruddur في الرد. تحقق من اتصالك وأعد المحاولة.",
    tokenExpired: "تعذّر تجديد جلستك. تحقق من اتصالك وأعد المحاولة.",
    signedOut: "كان لا بد من التحقق من جلستك. أعد المحاولة.",
    forbidden: "لا يُسمح لك بذلك.",
    badInput: "هذه الصفحة قديمة. أعد تحميلها.",
    authUnavailable: "تسجيل الدخول غير متاح الآن. أعد المحاولة بعد قليل.",
    serviceUnavailable: "Cruddur مشغول الآن. أعد المحاولة بعد قليل.",
    unexpected: "حدث خطأ من جانبنا.",
  },
  quote: (requestId) => `إذا أبلغت عنه فاذكر ${isolateLtr(requestId)}.`,
};
