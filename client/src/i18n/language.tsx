// How pages are translated:
//
// 1. A feature has its messages in `messages/en.ts`: `export const en = { … }`, nested freely, with plain strings, and
//    functions for counts and parameters: `left: (count: number) => string`.
// 2. `messages/fr.ts` and `messages/ar.ts` have the French and the Arabic: `export const fr: typeof en = { … }`. A missing
//    message does not compile. French has a no-break space before `:`, `;`, `?` and `!`. Arabic isolates what is written
//    from left to right, and what people have written, with `isolate.ts`.
// 3. A hook combines them: `export const useFeedMessages = defineMessages(en, { fr: async () => (await
//    import("./fr.ts")).fr, ar: … })`. English is bundled with the feature; the others are loaded on first use, and the
//    component suspends until then.
// 4. Components use `const messages = useFeedMessages()` and `{messages.title}`, never a literal, also not in `aria-label`.
// 5. Functions that are no components take the messages as a parameter.
// 6. Times, dates and durations go through `format-time.ts` with `useLocale()`; plurals through `plural.ts`.
// 7. Styles name sides by the direction of the text (`margin-inline-start`), never `left` and `right`. An element with a
//    handle, an address or a code has `dir="ltr"`; a message has `dir="auto"`, and a name is in a `<bdi>`.
import { createContext, use, useDeferredValue, useEffect, useLayoutEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import {
  onPreferenceChangedInOtherTab,
  readPreference,
  storePreference,
} from "../preferences/stored-preference.ts";
import { directions, isLanguage, preferredLanguage, preferredLocale } from "./languages.ts";
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

/** Sets the language and direction of the page. Call it once, before the first render and the first request. */
export function applyStoredLanguage(): void {
  apply(storedOrPreferred());
}

/** Provides the chosen language, or else the browser's preferred one. A choice applies to all tabs. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [chosen, setChosen] = useState(storedOrPreferred);
  // Shows the old language until the new messages are loaded.
  const language = useDeferredValue(chosen);

  // Before the messages are painted.
  useLayoutEffect(() => apply(language), [language]);

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

/** Requests to the API name the page's language too. */
function apply(language: Language): void {
  const { documentElement } = document;
  documentElement.lang = language;
  documentElement.dir = directions[language];
}
