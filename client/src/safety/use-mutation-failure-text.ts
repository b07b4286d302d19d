import { failureMessage, useFailureMessages } from "../failures/failure-message.ts";
import type { MutationFailure } from "../feed/state/feed-state.ts";
import { problemMessage, useProblemMessages } from "../problems/problem-message.ts";

/** Returns a function that says why a mutation had no effect. */
export function useMutationFailureText(): (failure: MutationFailure) => string {
  const failureMessages = useFailureMessages();
  const problemMessages = useProblemMessages();
  return (failure) =>
    failure.kind === "rejected"
      ? problemMessage(failure.problem, problemMessages)
      : failureMessage(failure.failure, failureMessages);
}
