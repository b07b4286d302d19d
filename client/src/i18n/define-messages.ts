import { use } from "react";
import { useLanguage } from "./language.tsx";

/**
 * A hook that gives a feature's words in the reader's language.
 *
 * French is fetched when it is first asked for, and the component suspends until it is there. Where it cannot be
 * fetched the feature stays English: a page in the wrong language is better than none.
 */
export function defineWords<Words>(en: Words, loadFrench: () => Promise<Words>): () => Words {
  let french: Promise<Words> | undefined;
  return function useWords() {
    const { language } = useLanguage();
    if (language === "en") return en;
    french ??= loadFrench().catch(() => en);
    return use(french);
  };
}
