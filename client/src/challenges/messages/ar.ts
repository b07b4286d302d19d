import { isolateLtr } from "../../i18n/isolate.ts";
import type { en } from "./en.ts";

const sms = "أرسلنا إليك رمزًا برسالة نصية. أدخله للمتابعة.";

export const ar: typeof en = {
  titles: {
    SELECT_CHALLENGE: "اختر طريقة تسجيل الدخول",
    PASSWORD: "أدخل كلمة مرورك",
    WEB_AUTHN: "استخدم مفتاح المرور",
    CUSTOM_CHALLENGE: "أجب عن سؤال",
    NEW_PASSWORD_REQUIRED: "اختر كلمة مرور",
    SOFTWARE_TOKEN_MFA: "أدخل الرمز",
    EMAIL_OTP: "تحقق من بريدك",
    SMS_MFA: "تحقق من هاتفك",
    SMS_OTP: "تحقق من هاتفك",
    SELECT_MFA_TYPE: "اختر الخطوة الثانية",
    MFA_SETUP: "أضف تطبيق مصادقة",
  },
  leads: {
    SELECT_CHALLENGE: "اختر كيف تثبت أنك أنت.",
    PASSWORD: "أدخل كلمة مرورك للمتابعة.",
    WEB_AUTHN: "يطلب جهازك مفتاح المرور.",
    CUSTOM_CHALLENGE: "أجب عنه للمتابعة.",
    NEW_PASSWORD_REQUIRED: "سجّلت الدخول بكلمة مرور مؤقتة. اختر كلمة مرورك للمتابعة.",
    SOFTWARE_TOKEN_MFA: "يعرض تطبيق المصادقة ستة أرقام لحسابك في Cruddur. أدخلها للمتابعة.",
    EMAIL_OTP: "أرسلنا إليك رمزًا. أدخله للمتابعة.",
    SMS_MFA: sms,
    SMS_OTP: sms,
    SELECT_MFA_TYPE: "كلمة المرور صحيحة. اختر كيف تحصل على الرمز.",
    MFA_SETUP: "يتطلب Cruddur خطوة ثانية لتسجيل الدخول. تحتاج إلى تطبيق على هاتفك وإلى دقيقة.",
  },
  sentTo: {
    EMAIL: (destination) => `أرسلنا رمزًا إلى ${isolateLtr(destination)}. أدخله للمتابعة.`,
    SMS: (destination) => `أرسلنا رمزًا برسالة نصية إلى ${isolateLtr(destination)}. أدخله للمتابعة.`,
  },
  factors: {
    SOFTWARE_TOKEN_MFA: "رمز من تطبيق المصادقة",
    EMAIL_OTP: "رمز بالبريد الإلكتروني",
    SMS_MFA: "رمز برسالة نصية",
  },
  firstFactor: "تسجيل الدخول بواسطة",
  factor: "الخطوة الثانية",
  factorMissing: "اختر واحدة.",
  continue: "متابعة",
  rememberDevice: "عدم السؤال مجددًا على هذا الجهاز لمدة 30 يومًا",
  custom: { label: "الإجابة", missing: "أدخل الإجابة." },
  recovery: {
    use: "استخدام رمز استرداد",
    useSecondFactor: "استخدام الخطوة الثانية",
    label: "رمز الاسترداد",
    hint: "أحد الرموز العشرة التي حفظتها. يوقف تطبيق المصادقة، ثم تسجّل الدخول بكلمة المرور.",
    missing: "أدخل رمز استرداد.",
    action: "إيقاف التطبيق",
  },
  savePassword: "حفظ ومتابعة",
  secret: {
    scan: "امسح هذا الرمز بتطبيق المصادقة",
    type: "أو اكتب فيه هذا المفتاح السري:",
    open: "الفتح في تطبيق على هذا الجهاز",
    copy: "نسخ",
    copied: "تم النسخ.",
    enterCode: "ثم أدخل الأرقام الستة التي يعرضها.",
  },
};
