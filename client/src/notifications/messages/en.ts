import { conjunction } from "../../i18n/list.ts";
import { isolate } from "../../i18n/isolate.ts";
import { plural } from "../../i18n/plural.ts";

export const en = {
  title: "Notifications",
  new: "New:",
  replied: (name: string) => `${isolate(name)} replied to you`,
  mentioned: (name: string) => `${isolate(name)} mentioned you`,
  /** Some people by their names, and how many others. */
  liked: (names: readonly string[], others: number) => {
    const rest = others > 0 ? [`${others} ${plural("en", others, "other", "others")}`] : [];
    return `${conjunction("en", [...names.map(isolate), ...rest])} liked your post`;
  },
  failed: "Couldn’t load your notifications",
  end: "That is everything. Notifications leave with the posts they are about.",
  emptyTitle: "All quiet",
  empty: "When somebody replies to you, mentions you or likes a post of yours, it shows up here.",
};
