// Words and languages, in ten lines:
//
// 1. A feature folder keeps what it says in `words.en.ts`: `export const en = { … }`, nested as it likes, with plain
//    strings, and functions where something is counted or put in: `left: (count: number) => string`.
// 2. `words.fr.ts` says the same: `export const fr: typeof en = { … }`. A word that is missing does not compile.
//    Before `:`, `;`, `?` and `!` stands a no-break space, as French has it.
// 3. `use-words.ts` ties both: `export const useFeedWords = defineWords(en, async () => (await import("./words.fr.ts")).fr)`.
//    English comes with the feature, French when somebody reads it; until then the component suspends.
// 4. A component says `const words = useFeedWords()` and `{words.title}`. Never a literal, an aria-label included.
// 5. What is no component (a function that sorts errors) is given the words, or returns a key of them.
// 6. Times, dates and numbers go through `times.ts` with `useLocale()`; plurals through `plural.ts`.
import { createContext, use, useDeferredValue, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { isLanguage, languageOf, localeOf } from "./languages.ts";
import type { Language } from "./languages.ts";
import { keepPreference, onPreferenceElsewhere, readPreference } from "../preferences/stored-preference.ts";

interface LanguageChoice {
  /** What the pages are written in. */
  language: Language;
  /** What has been chosen: the language in a moment, once its words have come. */
  chosen: Language;
  /** Takes another language, here and for the next visit. */
  choose: (language: Language) => void;
}

const LanguageContext = createContext<LanguageChoice | undefined>(undefined);

/** Knows the language for all below it: the chosen one, or else the browser's; a choice in one tab is taken in all. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [chosen, setChosen] = useState(storedOrPreferred);
  // The old words stay until the new ones have come.
  const language = useDeferredValue(chosen);

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  useEffect(() => onPreferenceElsewhere("language", () => setChosen(storedOrPreferred())), []);

  const choice = useMemo(
    () => ({
      language,
      chosen,
      choose(next: Language) {
        keepPreference("language", next);
        setChosen(next);
      },
    }),
    [language, chosen],
  );
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageChoice {
  const choice = use(LanguageContext);
  if (choice === undefined) throw new Error("useLanguage needs a LanguageProvider above it");
  return choice;
}

/** The locale for `Intl`: the reader's own kind of the language, e.g. `en-GB`. */
export function useLocale(): string {
  return localeOf(useLanguage().language, navigator.languages);
}

function storedOrPreferred(): Language {
  const stored = readPreference("language");
  return isLanguage(stored) ? stored : languageOf(navigator.languages);
}
