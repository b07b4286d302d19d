import Negotiator from "negotiator";

/** The languages of pages and mails, the default first. */
export const languages = ["en", "fr", "ar"] as const;
export type Language = (typeof languages)[number];

/** Browsers send a few; a header of a kilobyte is none of a person's. */
const maximumLength = 1000;

/**
 * The language that somebody prefers of those that there are: English where none of them is named.
 *
 * @param acceptLanguage the header Accept-Language, such as `fr-CA, fr;q=0.9, en;q=0.5`.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.accept-language
 */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  if (acceptLanguage === undefined || acceptLanguage.length > maximumLength) return "en";
  const [preferred] = new Negotiator({ headers: { "accept-language": acceptLanguage } }).languages([
    ...languages,
  ]);
  return languages.find((language) => language === preferred) ?? "en";
}
