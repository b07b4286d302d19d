import { failureMessage, useFailureMessages } from "../../failures/failure-message.ts";
import { LazyProblemText } from "../../problems/LazyProblemText.tsx";
import { Notice } from "../../ui/feedback/Notice.tsx";
import { useFeedMessages } from "../messages/use-feed-messages.ts";
import type { VisibleActivity } from "../state/visible-activities.ts";

/** Why the last mutation of an activity failed, shown on its card. */
export function CardError({ item: { isGone, failure } }: { item: VisibleActivity }) {
  const messages = useFeedMessages();
  const failureMessages = useFailureMessages();
  if (!isGone && failure === undefined) return null;
  return (
    <div role="alert">
      <Notice tone="error">
        {failure === undefined || isGone ? (
          messages.card.gone
        ) : failure.kind === "rejected" ? (
          <LazyProblemText problem={failure.problem} />
        ) : (
          failureMessage(failure.failure, failureMessages)
        )}
      </Notice>
    </div>
  );
}
