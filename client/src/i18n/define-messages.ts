import { use } from "react";
import { useLanguage } from "./language.tsx";

/**
 * Creates a hook that returns a feature's messages in the reader's language.
 *
 * French is loaded on first use, and the component suspends until then. If it cannot be loaded, the feature stays English:
 * a page in the wrong language is better than none.
 */
export function defineMessages<Messages>(en: Messages, loadFrench: () => Promise<Messages>): () => Messages {
  let french: Promise<Messages> | undefined;
  return function useMessages() {
    const { language } = useLanguage();
    if (language === "en") return en;
    french ??= loadFrench().catch(() => en);
    return use(french);
  };
}
