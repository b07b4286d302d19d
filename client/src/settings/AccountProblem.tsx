import type { GraphQLFailure } from "../graphql-failure.ts";
import { failureWords, useProblemWords } from "../problems/problem-words.ts";
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
  const problemWords = useProblemWords();
  return (
    <Problem
      title={words.didNotCome}
      words={failureWords(failure, problemWords)}
      action={words.tryAgain}
      busy={busy}
      onAction={onTryAgain}
    />
  );
}
