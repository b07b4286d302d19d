import type { en } from "./en.ts";

export const ar: typeof en = {
  or: "أو",
  actions: {
    PASSWORD: "استخدام كلمة المرور",
    EMAIL_OTP: "إرسال رمز بالبريد الإلكتروني",
    SMS_OTP: "إرسال رمز برسالة نصية",
    WEB_AUTHN: "المتابعة بمفتاح مرور",
    CUSTOM_CHALLENGE: "الإجابة عن سؤال",
  },
  names: {
    PASSWORD: "كلمة المرور",
    EMAIL_OTP: "رمز بالبريد الإلكتروني",
    SMS_OTP: "رمز برسالة نصية",
    WEB_AUTHN: "مفتاح مرور",
    CUSTOM_CHALLENGE: "سؤال",
  },
};
