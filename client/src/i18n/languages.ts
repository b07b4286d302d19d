/** The supported languages, each by its own name. */
export const languages = { en: "English", fr: "Français", ar: "العربية" } as const;

export type Language = keyof typeof languages;

/** The direction of a language's script. */
export const directions: Record<Language, "ltr" | "rtl"> = { en: "ltr", fr: "ltr", ar: "rtl" };

export function isLanguage(value: unknown): value is Language {
  return typeof value === "string" && Object.hasOwn(languages, value);
}

/** The first supported language of a browser's list, e.g. `["fr-CA", "en"]`, or else English. */
export function preferredLanguage(tags: readonly string[]): Language {
  return tags.map(primarySubtag).find(isLanguage) ?? "en";
}

/**
 * The browser's first locale of a language, e.g. `en-GB` for `en`, or else the language itself. Its digits are always 0 to
 * 9: those of codes, handles and addresses, which stand beside times and counts.
 */
export function preferredLocale(language: Language, tags: readonly string[]): string {
  const locale = tags.find((tag) => primarySubtag(tag) === language) ?? language;
  return language === "ar" ? new Intl.Locale(locale, { numberingSystem: "latn" }).toString() : locale;
}

function primarySubtag(tag: string): string {
  return tag.split("-")[0]?.toLowerCase() ?? "";
}
