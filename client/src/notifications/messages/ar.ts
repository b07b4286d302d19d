import { conjunction } from "../../i18n/list.ts";
import { isolate } from "../../i18n/isolate.ts";
import { arabicPlural } from "../../i18n/plural.ts";
import type { en } from "./en.ts";

export const ar: typeof en = {
  title: "الإشعارات",
  new: "جديد:",
  replied: (name) => `ردّ من ${isolate(name)} عليك`,
  mentioned: (name) => `إشارة إليك من ${isolate(name)}`,
  liked: (names, others) => {
    const rest = arabicPlural(others, {
      zero: "",
      one: "شخص آخر",
      two: "شخصين آخرين",
      few: `${others} أشخاص آخرين`,
      many: `${others} شخصًا آخر`,
      other: `${others} شخص آخر`,
    });
    const people = conjunction("ar", [...names.map(isolate), ...(others > 0 ? [rest] : [])]);
    return `إعجاب بمنشورك من ${people}`;
  },
  failed: "تعذّر تحميل إشعاراتك",
  end: "هذا كل شيء. تذهب الإشعارات مع المنشورات التي تخصها.",
  emptyTitle: "كل شيء هادئ",
  empty: "حين يرد عليك أحد أو يشير إليك أو يعجبه منشور لك، يظهر ذلك هنا.",
};
