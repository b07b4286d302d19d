// How pages are translated:
//
// 1. A feature has its messages in `messages/en.ts`: `export const en = { … }`, nested freely, with plain strings, and
//    functions for counts and parameters: `left: (count: number) => string`.
// 2. `messages/fr.ts` has the French: `export const fr: typeof en = { … }`. A missing message does not compile.
//    French has a no-break space before `:`, `;`, `?` and `!`.
// 3. A hook combines both:
//    `export const useFeedMessages = defineMessages(en, async () => (await import("./fr.ts")).fr)`.
//    English is bundled with the feature; French is loaded on first use, and the component suspends until then.
// 4. Components use `const messages = useFeedMessages()` and `{messages.title}`, never a literal, also not in `aria-label`.
// 5. Functions that are no components take the messages as a parameter.
// 6. Times, dates and durations go through `format-time.ts` with `useLocale()`; plurals through `plural.ts`.
import { createContext, use, useDeferredValue, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import {
  onPreferenceChangedInOtherTab,
  readPreference,
  storePreference,
} from "../preferences/stored-preference.ts";
import { isLanguage, preferredLanguage, preferredLocale } from "./languages.ts";
import type { Language } from "./languages.ts";

interface LanguageChoice {
  /** The language of the page. */
  language: Language;
  /** The chosen language, which the page switches to once its messages are loaded. */
  chosen: Language;
  /** Switches to another language, and stores it for the next visit. */
  choose: (language: Language) => void;
}

const LanguageContext = createContext<LanguageChoice | undefined>(undefined);

/** Provides the chosen language, or else the browser's preferred one. A choice applies to all tabs. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [chosen, setChosen] = useState(storedOrPreferred);
  // Shows the old language until the new messages are loaded.
  const language = useDeferredValue(chosen);

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  useEffect(() => onPreferenceChangedInOtherTab("language", () => setChosen(storedOrPreferred())), []);

  const choice = useMemo(
    () => ({
      language,
      chosen,
      choose(next: Language) {
        storePreference("language", next);
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

/** The locale for `Intl`, with the reader's region if it is known, e.g. `en-GB`. */
export function useLocale(): string {
  return preferredLocale(useLanguage().language, navigator.languages);
}

function storedOrPreferred(): Language {
  const stored = readPreference("language");
  return isLanguage(stored) ? stored : preferredLanguage(navigator.languages);
}
