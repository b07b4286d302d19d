import type { en } from "./en.ts";

export const ar: typeof en = {
  skip: "الانتقال إلى المحتوى",
  home: "Cruddur، الصفحة الرئيسية",
  navigation: {
    label: "التنقل الرئيسي",
    home: "الرئيسية",
    notifications: "الإشعارات",
    unread: "غير مقروءة",
    profile: "الملف الشخصي",
    settings: "الإعدادات",
    moderation: "الإشراف",
    compose: "كتابة",
    signIn: "تسجيل الدخول",
    join: "انضمام",
  },
  side: {
    label: "مختارات",
    hide: "إخفاء هذا العمود",
    hidden: "أُخفي العمود. تعيده القائمة.",
    undo: "تراجع",
    show: "إظهار العمود الجانبي",
  },
  back: "رجوع",
  menu: {
    open: "القائمة",
    signOut: "تسجيل الخروج",
    tryAgain: "إعادة المحاولة",
    stillSignedIn: "تعذّر الوصول إلى Cruddur، ولم يُسجَّل خروجك.",
    language: "اللغة",
    theme: "المظهر",
    themes: { system: "النظام", light: "فاتح", dark: "داكن" },
  },
  offline: "أنت غير متصل بالإنترنت. قد يكون ما تراه قديمًا، وما تكتبه يبقى هنا حتى تعود.",
  notFound: {
    title: "الصفحة غير موجودة",
    lead: "ربما احترقت، أو لم تكن هنا قط.",
    back: "الانتقال إلى المنشورات",
  },
  unreachable: {
    title: "تعذّر الوصول إلى Cruddur",
    lead: "تحقق من اتصالك. إذا كنت قد سجّلت الدخول فأنت لا تزال كذلك.",
    tryAgain: "إعادة المحاولة",
  },
  pageLoadFailed: {
    title: "تعذّر تحميل هذه الصفحة",
    lead: "تحقق من اتصالك، ثم أعد المحاولة.",
    tryAgain: "إعادة المحاولة",
  },
  pageError: {
    title: "حدث خطأ في هذه الصفحة",
    lead: "الخطأ منا لا منك. إعادة التحميل تكفي في العادة، ولم يضع شيء مما نشرته.",
    reload: "إعادة التحميل",
    back: "الانتقال إلى المنشورات",
  },
  loading: "جارٍ التحميل…",
};
