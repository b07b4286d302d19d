import type { GraphQLFailure } from "../failures/graphql-failure.ts";
import { failureWords, useFailureWords } from "../failures/failure-words.ts";
import { Problem } from "../ui/Problem.tsx";
import { useSettingsWords } from "./use-words.ts";

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
