import type { GraphQLFailure } from "../../failures/graphql-failure.ts";
import { failureWords, useFailureWords } from "../../failures/failure-message.ts";
import { Problem } from "../../ui/feedback/ErrorMessage.tsx";
import { useSettingsWords } from "../messages/use-settings-messages.ts";

interface AccountProblemProps {
  failure: GraphQLFailure;
  busy: boolean;
  onTryAgain: () => void;
}

/** In the place of a section whose data did not come. */
export function AccountProblem({ failure, busy, onTryAgain }: AccountProblemProps) {
  const words = useSettingsWords();
  const wordsOfFailures = useFailureWords();
  return (
    <Problem
      title={words.didNotCome}
      words={failureWords(failure, wordsOfFailures)}
      action={words.tryAgain}
      busy={busy}
      onAction={onTryAgain}
    />
  );
}
