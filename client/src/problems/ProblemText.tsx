import type { ProblemFieldsFragment } from "../../generated/types.ts";
import { problemMessage, useProblemMessages } from "./problem-message.ts";

export function ProblemText({ problem }: { problem: ProblemFieldsFragment }) {
  return problemMessage(problem, useProblemMessages());
}
