import { isolate } from "../../i18n/isolate.ts";
import { arabicPlural } from "../../i18n/plural.ts";
import type { en } from "./en.ts";

export const ar: typeof en = {
  home: {
    memberTitle: "الرئيسية",
    guestTitle: "Cruddur: منشورات لا تدوم",
    heading: "الرئيسية",
    latest: "أحدث المنشورات",
    latestPublic: "أحدث المنشورات العامة",
    sessionEnded: "انتهت جلستك. سجّل الدخول من جديد للمتابعة.",
    slogan: "قُلها.",
    sloganFading: "ودعها تمضي.",
    invitation:
      "لكل منشور على Cruddur نهاية: ساعة أو يوم أو شهر على الأكثر. اقرأ ضيفًا، أو انضم لتنشر وترى ما يتبادله الأعضاء فيما بينهم.",
    closedInvitation:
      "لكل منشور على Cruddur نهاية: ساعة أو يوم أو شهر على الأكثر. اقرأ ضيفًا، أو سجّل الدخول لتنشر وترى ما يتبادله الأعضاء فيما بينهم.",
    join: "انضم إلى Cruddur",
    signIn: "تسجيل الدخول",
    aboutTitle: "لا شيء يدوم هنا",
    aboutFuse: "الخط عند المنشور فتيله. حين يحترق كله يختفي المنشور: من هنا ومن الواجهة البرمجية، وللجميع.",
  },
  compose: {
    label: "منشور جديد",
    placeholder: "ما الذي يستحق أن يقال اليوم؟",
    post: "نشر",
    lifetime: "يدوم",
    audience: "إلى",
    charactersLeft: (count) =>
      arabicPlural(count, {
        zero: " حرف متبقٍّ",
        one: " حرف متبقٍّ",
        two: " حرفان متبقيان",
        few: " أحرف متبقية",
        many: " حرفًا متبقيًا",
        other: " حرف متبقٍّ",
      }),
    empty: "اكتب شيئًا أولًا.",
    tooLong: (count) => `النص أطول من اللازم بمقدار ${count}.`,
    invalidMessage: "لا يمكن نشر هذا النص. احذف الرموز الخفية منه وأعد المحاولة.",
    uncertain: "لم يصل الرد في وقته، فربما نُشر النص وربما لم يُنشر. أرسله مجددًا: لن يُنشر إلا مرة واحدة.",
    posted: "تم النشر.",
    undo: "تراجع",
    undone: "تم التراجع. عاد النص إلى الحقل.",
    suggested: "أشخاص يمكن ذكرهم",
    suggestions: (count) =>
      `${arabicPlural(count, {
        zero: "لا أشخاص",
        one: "شخص واحد",
        two: "شخصان",
        few: `${count} أشخاص`,
        many: `${count} شخصًا`,
        other: `${count} شخص`,
      })} يمكن ذكرهم. اختر بمفاتيح الأسهم ثم Enter.`,
    dialogTitle: "قل شيئًا",
    close: "إغلاق",
  },
  lifetimes: {
    ONE_HOUR: "ساعة",
    THREE_HOURS: "3 ساعات",
    TWELVE_HOURS: "12 ساعة",
    ONE_DAY: "يومًا",
    THREE_DAYS: "3 أيام",
    SEVEN_DAYS: "7 أيام",
    THIRTY_DAYS: "30 يومًا",
  },
  audiences: { PUBLIC: "الجميع", MEMBERS: "الأعضاء فقط" },
  card: {
    name: (author, when) => `${isolate(author)}، ${when}`,
    members: "الأعضاء",
    replies: (count) =>
      arabicPlural(count, {
        zero: " رد",
        one: " رد",
        two: " ردّان",
        few: " ردود",
        many: " ردًّا",
        other: " رد",
      }),
    like: "إعجاب",
    likes: (count) =>
      arabicPlural(count, {
        zero: " إعجاب",
        one: " إعجاب",
        two: " إعجابان",
        few: " إعجابات",
        many: " إعجابًا",
        other: " إعجاب",
      }),
    more: "المزيد",
    showMore: "عرض المزيد",
    showLess: "عرض أقل",
    left: (duration) => `بقي ${duration}`,
    lessThanAMinute: "بقي أقل من دقيقة",
    goneOn: (moment) => `يختفي ${moment}`,
    sending: "جارٍ الإرسال…",
    gone: "لم يعد هذا موجودًا: انتهت مدته أو حُذف.",
  },
  list: {
    loading: "جارٍ تحميل المنشورات…",
    failed: "تعذّر تحميل المنشورات",
    retry: "إعادة المحاولة",
    more: "عرض المزيد",
    end: "هذا كل شيء الآن. لا شيء يدوم هنا.",
    emptyTitle: "لا شيء يحترق",
    empty: "أتمّ كل منشور مدته. قد يكون التالي منشورك.",
  },
  newPosts: (count) =>
    arabicPlural(count, {
      zero: "لا منشورات جديدة",
      one: "منشور جديد",
      two: "منشوران جديدان",
      few: `${count} منشورات جديدة`,
      many: `${count} منشورًا جديدًا`,
      other: `${count} منشور جديد`,
    }),
};
