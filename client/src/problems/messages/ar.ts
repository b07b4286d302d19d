import { isolateLtr } from "../../i18n/isolate.ts";
import { arabicPlural } from "../../i18n/plural.ts";
import type { en } from "./en.ts";

const address = isolateLtr("ada@example.com");
const handleRule = `استخدم من 3 إلى 30 من الحروف ${isolateLtr("a–z")} والأرقام و ${isolateLtr("_")}.`;
const badCharacters = "في كلمة المرور أحرف لا يمكن استخدامها.";

export const ar: typeof en = {
  codes: {
    INVALID_INPUT: "هناك خطأ في هذا النموذج. تحقق منه وأعد المحاولة.",
    ILLEGIBLE_TEXT: "بعض الأحرف تحمل علامات كثيرة فوقها أو تحتها. احذف العلامات.",
    MISSING_ATTRIBUTE: "هذا الحقل مطلوب.",
    IDENTIFIER_NOT_SUPPORTED: "لا يمكنك تسجيل الدخول بهذا هنا. استخدم غيره.",
    PASSWORD_POLICY: "اختر كلمة مرور أقوى.",
    PASSWORD_BREACHED:
      "يسهل تخمين كلمة المرور هذه: يستخدمها آخرون، أو تتكوّن من اسمك أو من تسلسل. اختر غيرها.",
    HANDLE_TAKEN: "هذا المعرّف محجوز. اختر غيره.",
    HANDLE_RESERVED: "لا يمكن لأحد أن يستخدم هذا المعرّف. اختر غيره.",
    LOOKS_LIKE_SOMEBODY: "هناك من له هذا الاسم ومعرّف يشبه هذا المعرّف. اختر معرّفًا آخر.",
    BADGE_IN_NAME: "لا يمكن أن يحتوي الاسم على رمز يشبه شارة التوثيق. احذف الرمز.",
    INVALID_CREDENTIALS: "الحساب أو كلمة المرور غير صحيحة. تحقق من كليهما.",
    INVALID_OR_EXPIRED_CODE: "هذا الرمز خاطئ أو انتهت صلاحيته. تحقق منه أو اطلب رمزًا جديدًا.",
    CHALLENGE_EXPIRED: "انتهت المهلة. سجّل الدخول من جديد للمتابعة.",
    SESSION_EXPIRED: "انتهت جلستك. سجّل الدخول من جديد.",
    REAUTHENTICATION_REQUIRED: "أدخل كلمة المرور مرة أخرى للمتابعة.",
    SIGN_UP_CLOSED: "الحسابات هنا ينشئها المسؤول. اطلب منه حسابًا.",
    REFUSED_BY_POOL: "لم يُقبل الطلب",
    CHALLENGE_NOT_SUPPORTED: "يتطلب حسابك طريقة لتسجيل الدخول غير متاحة هنا. اطلب المساعدة.",
    FACTOR_NOT_AVAILABLE: "طريقة تسجيل الدخول هذه غير متاحة هنا. اختر غيرها.",
    PASSKEY_NOT_ACCEPTED: "لم يُقبل مفتاح المرور هذا. استخدم غيره أو سجّل الدخول بطريقة أخرى.",
    PASSKEY_NOT_SUPPORTED: "لا يستطيع هذا الجهاز إنشاء مفتاح مرور في Cruddur. استخدم جهازًا آخر.",
    NOT_SUPPORTED: "هذا غير متاح هنا.",
    NOT_FOUND: "لم يعد هذا موجودًا.",
    LAST_WAY_IN: "لا توجد وسيلة أخرى لتسجيل الدخول إلى حسابك. أضِف وسيلة أخرى أولًا.",
    LIMIT_REACHED: "بلغتَ الحدّ الأقصى. أزِل واحدًا أولًا.",
    RATE_LIMITED: "محاولات كثيرة جدًّا.",
  },
  wrongPassword: "كلمة المرور غير صحيحة.",
  wrongAuthenticatorCode: "هذا الرمز خاطئ أو انتهت صلاحيته. أدخل الرمز الذي يعرضه تطبيقك الآن.",
  wrongRecoveryCode: "هذا الرمز خاطئ أو سبق استخدامه. تحقق منه أو أدخل غيره.",
  passwordRules: {
    MINIMUM_LENGTH: "استخدم أحرفًا أكثر.",
    MAXIMUM_LENGTH: "استخدم 256 حرفًا على الأكثر.",
    LOWERCASE: "أضف حرفًا لاتينيًّا صغيرًا.",
    UPPERCASE: "أضف حرفًا لاتينيًّا كبيرًا.",
    NUMBER: "أضف رقمًا.",
    SYMBOL: `أضف رمزًا مثل ${isolateLtr("!")} أو ${isolateLtr("?")}.`,
    NO_SURROUNDING_SPACE: "احذف المسافة من البداية أو النهاية.",
  },
  invalid: {
    identifier: "أدخل بريدك الإلكتروني أو رقم هاتفك أو اسم المستخدم.",
    email: `أدخل عنوان بريد إلكتروني، مثل ${address}.`,
    name: "أدخل اسمًا من 1 إلى 100 حرف.",
    handle: handleRule,
    phoneNumber: `أدخل رقم هاتف، مثل ${isolateLtr("+20 2 2000 0000")}.`,
    password: badCharacters,
    newPassword: badCharacters,
    code: "أدخل أرقام الرمز.",
    recoveryCode: "أدخل أحد رموز الاسترداد.",
    bio: "استخدم 280 حرفًا على الأكثر.",
    message: "اكتب من 1 إلى 280 حرفًا.",
  },
  waitSeconds: (seconds) =>
    `أعد المحاولة ${arabicPlural(seconds, {
      zero: "الآن",
      one: "بعد ثانية واحدة",
      two: "بعد ثانيتين",
      few: `بعد ${seconds} ثوانٍ`,
      many: `بعد ${seconds} ثانية`,
      other: `بعد ${seconds} ثانية`,
    })}.`,
  waitMinutes: (minutes) =>
    `أعد المحاولة ${arabicPlural(minutes, {
      zero: "الآن",
      one: "بعد دقيقة واحدة",
      two: "بعد دقيقتين",
      few: `بعد ${minutes} دقائق`,
      many: `بعد ${minutes} دقيقة`,
      other: `بعد ${minutes} دقيقة`,
    })}.`,
  waitSomeMinutes: "أعد المحاولة بعد بضع دقائق.",
  waitIsOver: "يمكنك إعادة المحاولة الآن.",
};
