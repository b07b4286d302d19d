import { isolateLtr } from "../../i18n/isolate.ts";
import { list } from "../../i18n/list.ts";
import { arabicPlural } from "../../i18n/plural.ts";
import type { en } from "./en.ts";

const handleRule = `من 3 إلى 30 من الحروف ${isolateLtr("a–z")} والأرقام و ${isolateLtr("_")}`;
const atMost = (most: number): string => `استخدم ${most} حرفًا على الأكثر.`;

export const ar: typeof en = {
  email: {
    label: "البريد الإلكتروني",
    missing: "أدخل عنوان بريدك الإلكتروني.",
    invalid: `أدخل عنوان بريد إلكتروني، مثل ${isolateLtr("ada@example.com")}.`,
  },
  identifier: {
    kinds: { EMAIL: "البريد الإلكتروني", PHONE_NUMBER: "رقم الهاتف", USERNAME: "اسم المستخدم" },
    oneOf: (kinds) => list("ar", kinds),
    change: "تغيير",
    missing: (label) => `املأ هذا الحقل: ${label}.`,
  },
  phoneNumber: {
    label: "رقم الهاتف",
    hint: `مع رمز بلدك، مثل ${isolateLtr("+20")}.`,
    missing: "أدخل رقم هاتفك.",
    invalid: `أدخل رقم هاتف، مثل ${isolateLtr("+20 2 2000 0000")}.`,
  },
  attributes: {
    optional: (label) => `${label} (اختياري)`,
    labels: {
      address: "العنوان",
      birthdate: "تاريخ الميلاد",
      family_name: "اسم العائلة",
      gender: "الجنس",
      given_name: "الاسم الأول",
      locale: "اللغة",
      middle_name: "الاسم الأوسط",
      nickname: "اللقب",
      picture: "رابط صورة",
      profile: "رابط ملف شخصي",
      website: "الموقع الإلكتروني",
      zoneinfo: "المنطقة الزمنية",
    },
    missing: (label) => `املأ هذا الحقل: ${label}.`,
  },
  password: {
    label: "كلمة المرور",
    missing: "أدخل كلمة المرور.",
    show: (label) => `إظهار ${label}`,
  },
  newPassword: {
    withoutOne: "بدونها نرسل إليك رمزًا في كل تسجيل دخول.",
    label: "كلمة المرور الجديدة",
    missing: "اختر كلمة مرور.",
    tooLong: atMost,
    broken: (rule) => `ما زال ينقص: ${rule}.`,
    rules: {
      length: (least) =>
        arabicPlural(least, {
          zero: "أي طول",
          one: "حرف واحد أو أكثر",
          two: "حرفان أو أكثر",
          few: `${least} أحرف أو أكثر`,
          many: `${least} حرفًا أو أكثر`,
          other: `${least} حرف أو أكثر`,
        }),
      space: "بلا مسافة في البداية أو النهاية",
      classes: {
        LOWERCASE: `حرف لاتيني صغير ${isolateLtr("a–z")}`,
        UPPERCASE: `حرف لاتيني كبير ${isolateLtr("A–Z")}`,
        NUMBER: "رقم",
        SYMBOL: `رمز مثل ${isolateLtr("!")} أو ${isolateLtr("?")}، أو مسافة`,
      },
    },
    met: ": مستوفى",
    tip: "بضع كلمات لا رابط بينها تصنع كلمة مرور جيدة. اسمك مع رقم يُخمَّن سريعًا.",
  },
  code: {
    label: "الرمز",
    missing: "أدخل أرقام الرمز.",
    local: "الخادم محلي: تجد الرسالة في",
    inbox: "صندوق الوارد",
  },
  resend: {
    again: "إرسال رمز جديد",
    wait: (seconds) =>
      arabicPlural(seconds, {
        zero: "إرسال رمز جديد",
        one: "إرسال رمز جديد بعد ثانية",
        two: "إرسال رمز جديد بعد ثانيتين",
        few: `إرسال رمز جديد بعد ${seconds} ثوانٍ`,
        many: `إرسال رمز جديد بعد ${seconds} ثانية`,
        other: `إرسال رمز جديد بعد ${seconds} ثانية`,
      }),
    sent: (destination) => `أرسلنا رمزًا جديدًا إلى ${isolateLtr(destination)}.`,
    sentSomewhere: "أرسلنا إليك رمزًا جديدًا.",
  },
  name: {
    label: "الاسم",
    missing: "أدخل الاسم الذي سيراه الآخرون.",
    tooLong: atMost,
  },
  handle: {
    label: "المعرّف",
    hint: `به يذكرك الآخرون: ${handleRule}.`,
    usernameHint: `به تسجّل الدخول ويذكرك الآخرون: ${handleRule}.`,
    missing: "اختر معرّفًا.",
    invalid: `استخدم ${handleRule}.`,
  },
};
