/** The supported languages, each by its own name. */
export const languages = { en: "English", fr: "Français" } as const;

export type Language = keyof typeof languages;

export function isLanguage(value: unknown): value is Language {
  return typeof value === "string" && Object.hasOwn(languages, value);
}

/** The first supported language of a browser's list, e.g. `["fr-CA", "en"]`, or else English. */
export function preferredLanguage(tags: readonly string[]): Language {
  return tags.map(primarySubtag).find(isLanguage) ?? "en";
}

/** The browser's first locale of a language, e.g. `en-GB` for `en`, or else the language itself. */
export function preferredLocale(language: Language, tags: readonly string[]): string {
  return tags.find((tag) => primarySubtag(tag) === language) ?? language;
}

function primarySubtag(tag: string): string {
  return tag.split("-")[0]?.toLowerCase() ?? "";
}
