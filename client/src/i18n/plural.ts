import type { Language } from "./languages.ts";

/** "1 reply", "2 replies": the form that the language asks for with this count. French has its singular for 0 too. */
export function plural(language: Language, count: number, one: string, other: string): string {
  return rules[language].select(count) === "one" ? one : other;
}

const rules: Record<Language, Intl.PluralRules> = {
  en: new Intl.PluralRules("en"),
  fr: new Intl.PluralRules("fr"),
};
