import { isolate, isolateLtr } from "../../i18n/isolate.ts";
import type { en } from "./en.ts";

export const ar: typeof en = {
  signIn: {
    title: "تسجيل الدخول",
    lead: "سجّل الدخول لتنشر ولتقرأ ما يكتبه الأعضاء.",
    action: "تسجيل الدخول",
    join: "جديد هنا؟ انضم إلى Cruddur",
    recover: "نسيت كلمة المرور؟",
    confirmed: "تم تأكيد حسابك. سجّل الدخول بكلمة المرور.",
    passwordChanged: "تم حفظ كلمة المرور الجديدة. سجّل الدخول بها.",
    challengeExpired: "انتهت المهلة أو تكررت المحاولات. سجّل الدخول من جديد للمتابعة.",
    ended: "انتهت جلستك. سجّل الدخول من جديد للمتابعة.",
  },
  deleted: {
    title: "تم حذف حسابك",
    lead: "وحُذف معه كل ما نشرته.",
    toFeed: "الانتقال إلى المنشورات",
  },
  signUp: {
    title: "انضم إلى Cruddur",
    lead: "اختر اسمًا ومعرّفًا. سنرسل رمزًا لتأكيد عنوانك.",
    shortLead: "لن يستغرق الأمر أكثر من دقيقة.",
    closedTitle: "التسجيل مغلق",
    closed: "الحسابات هنا ينشئها المسؤول. إذا كان لديك حساب فسجّل الدخول به.",
    action: "انضمام",
    signIn: "لديك حساب؟ سجّل الدخول",
  },
  confirm: {
    title: "تأكيد حسابك",
    action: "تأكيد",
    again: "التسجيل من جديد",
    signIn: "تسجيل الدخول",
    sent: {
      EMAIL: (destination) => `أرسلنا رمزًا إلى ${isolateLtr(destination)}.`,
      SMS: (destination) => `أرسلنا رمزًا برسالة نصية إلى ${isolateLtr(destination)}.`,
    },
    enterSent: (sent) => `${sent} أدخله هنا.`,
    enter: "أدخل الرمز الذي أرسلناه إليك.",
    confirmFirst: (rest) => `كلمة المرور صحيحة، لكن الحساب لم يُؤكَّد بعد. ${rest}`,
    welcome: (name) => `أهلًا بك في Cruddur يا ${isolate(name)}. تم تأكيد حسابك.`,
    gotIt: "حسنًا",
    enterLatest: "أدخل آخر رمز أرسلناه إليك.",
  },
  recover: {
    title: "إعادة تعيين كلمة المرور",
    lead: "سنرسل إليك رمزًا لتختار كلمة مرور جديدة.",
    closed: "لا يعيد تعيين كلمات المرور هنا إلا المشرف. اطلب منه كلمة مرور جديدة.",
    resetRequired: "يجب تعيين كلمة مرور جديدة لحسابك. سنرسل إليك رمزًا لتختارها.",
    action: "إرسال الرمز",
    back: "العودة إلى تسجيل الدخول",
    chooseTitle: "اختر كلمة مرور جديدة",
    enter: "أدخل الرمز الذي أرسلناه إليك، وكلمة مرور جديدة.",
    sent: {
      EMAIL: (destination) => `إذا كان الحساب موجودًا، فقد أرسلنا رمزًا إلى ${isolateLtr(destination)}.`,
      SMS: (destination) =>
        `إذا كان الحساب موجودًا، فقد أرسلنا رمزًا برسالة نصية إلى ${isolateLtr(destination)}.`,
    },
    save: "إعادة تعيين كلمة المرور",
  },
  challenge: {
    back: "العودة إلى تسجيل الدخول",
    otherWay: "تسجيل الدخول بطريقة أخرى",
  },
  welcome: {
    title: "اختر اسمك ومعرّفك",
    lead: "يراهما الآخرون، ويمكنك تغييرهما لاحقًا في الإعدادات.",
    action: "حفظ ومتابعة",
    later: "ليس الآن",
  },
};
