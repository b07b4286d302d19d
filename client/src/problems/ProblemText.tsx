import type { ProblemFieldsFragment } from "../../generated/types.ts";
import { problemWords, useProblemWords } from "./problem-message.ts";

/** A problem in words. */
export function ProblemText({ problem }: { problem: ProblemFieldsFragment }) {
  return problemWords(problem, useProblemWords());
}
