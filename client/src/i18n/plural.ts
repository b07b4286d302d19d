import type { Language } from "./languages.ts";

/** Selects the form for a count: "1 reply", "2 replies". French uses the singular for 0 too. */
export function plural(language: "en" | "fr", count: number, one: string, other: string): string {
  return rules[language].select(count) === "one" ? one : other;
}

/** The six forms of Arabic, each with its number where it is written: none, one, a pair, 3–10, 11–99, and the rest. */
type ArabicForms = Record<Intl.LDMLPluralRule, string>;

/** Selects the Arabic form for a count. */
export function arabicPlural(count: number, forms: ArabicForms): string {
  return forms[rules.ar.select(count)];
}

const rules: Record<Language, Intl.PluralRules> = {
  en: new Intl.PluralRules("en"),
  fr: new Intl.PluralRules("fr"),
  ar: new Intl.PluralRules("ar"),
};
