import type { Language } from "./languages.ts";

/** "e-mail, phone number or username". */
export function list(language: Language, items: readonly string[]): string {
  return new Intl.ListFormat(language, { type: "disjunction" }).format(items);
}

/** "Ada, Grace and Linus", in English with the British comma. */
export function conjunction(language: Language, items: readonly string[]): string {
  const locale = language === "en" ? "en-GB" : language;
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(items);
}

/** The same text with a capital letter at its beginning. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
