import type { Language } from "./languages.ts";

/** Selects the form for a count: "1 reply", "2 replies". French uses the singular for 0 too. */
export function plural(language: Language, count: number, one: string, other: string): string {
  return rules[language].select(count) === "one" ? one : other;
}

const rules: Record<Language, Intl.PluralRules> = {
  en: new Intl.PluralRules("en"),
  fr: new Intl.PluralRules("fr"),
};
