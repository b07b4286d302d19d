import { use } from "react";
import { useLanguage } from "./language.tsx";
import type { Language } from "./languages.ts";

/** Loads a feature's messages in each language but English. */
type Translations<Messages> = Record<Exclude<Language, "en">, () => Promise<Messages>>;

/**
 * Creates a hook that returns a feature's messages in the reader's language.
 *
 * Another language than English is loaded on first use, and the component suspends until then. If it cannot be loaded, the
 * feature stays English: a page in the wrong language is better than none.
 */
export function defineMessages<Messages>(en: Messages, translations: Translations<Messages>): () => Messages {
  const loaded = new Map<Language, Promise<Messages>>();
  return function useMessages() {
    const { language } = useLanguage();
    if (language === "en") return en;
    const messages = loaded.get(language) ?? translations[language]().catch(() => en);
    loaded.set(language, messages);
    return use(messages);
  };
}
