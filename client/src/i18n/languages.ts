/** The languages that the pages are written in, each by its own name. */
export const languages = { en: "English", fr: "Français" } as const;

export type Language = keyof typeof languages;

export function isLanguage(value: unknown): value is Language {
  return typeof value === "string" && Object.hasOwn(languages, value);
}

/** The first language of a browser's list, e.g. `["fr-CA", "en"]`, that there are words in; or else English. */
export function languageOf(tags: readonly string[]): Language {
  return tags.map(primaryOf).find(isLanguage) ?? "en";
}

/** The browser's own kind of a language, e.g. `en-GB` for `en`; the language itself where it names none. */
export function localeOf(language: Language, tags: readonly string[]): string {
  return tags.find((tag) => primaryOf(tag) === language) ?? language;
}

function primaryOf(tag: string): string {
  return tag.split("-")[0]?.toLowerCase() ?? "";
}
