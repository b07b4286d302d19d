import { failureWords, problemWords, useProblemWords } from "../problems/problem-words.ts";
import { Notice } from "../ui/Notice.tsx";
import type { ShownActivity } from "./shown-activities.ts";
import { useFeedWords } from "./use-words.ts";

/** What went wrong with a card's activity, at the card itself. */
export function CardNotice({ shown: { isGone, refusal } }: { shown: ShownActivity }) {
  const words = useFeedWords();
  const wordsOfProblems = useProblemWords();
  if (!isGone && refusal === undefined) return null;
  return (
    <div role="alert">
      <Notice tone="problem">
        {refusal === undefined || isGone
          ? words.card.gone
          : refusal.kind === "rejected"
            ? problemWords(refusal.problem, wordsOfProblems)
            : failureWords(refusal.failure, wordsOfProblems)}
      </Notice>
    </div>
  );
}
