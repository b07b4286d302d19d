import { failureWords, useFailureWords } from "../../failures/failure-message.ts";
import { Notice } from "../../ui/feedback/Notice.tsx";
import { Rejection } from "../../problems/LazyProblemText.tsx";
import type { ShownActivity } from "../state/visible-activities.ts";
import { useFeedWords } from "../messages/use-feed-messages.ts";

/** What went wrong with a card's activity, at the card itself. */
export function CardNotice({ shown: { isGone, refusal } }: { shown: ShownActivity }) {
  const words = useFeedWords();
  const wordsOfFailures = useFailureWords();
  if (!isGone && refusal === undefined) return null;
  return (
    <div role="alert">
      <Notice tone="problem">
        {refusal === undefined || isGone ? (
          words.card.gone
        ) : refusal.kind === "rejected" ? (
          <Rejection problem={refusal.problem} />
        ) : (
          failureWords(refusal.failure, wordsOfFailures)
        )}
      </Notice>
    </div>
  );
}
