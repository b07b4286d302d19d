import type { Language } from "./languages.ts";

/** "e-mail, phone number or username". */
export function list(language: Language, items: readonly string[]): string {
  return new Intl.ListFormat(language, { type: "disjunction" }).format(items);
}

/** The same text with a capital letter at its beginning. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
