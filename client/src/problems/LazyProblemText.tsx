import { lazy, Suspense } from "react";
import type { ComponentType } from "react";
import type { ProblemFieldsFragment } from "../../generated/types.ts";
import { failureWords, useFailureWords } from "../failures/failure-message.ts";

// The words for all that the API can reject come when it has rejected something. Where they do not, that is told.
const ProblemText = lazy<ComponentType<{ problem: ProblemFieldsFragment }>>(async () => ({
  default: await import("./ProblemText.tsx").then(
    (file) => file.ProblemText,
    () => Unreachable,
  ),
}));

/** Why the API has rejected what was asked of it. */
export function Rejection({ problem }: { problem: ProblemFieldsFragment }) {
  return (
    <Suspense fallback={null}>
      <ProblemText problem={problem} />
    </Suspense>
  );
}

function Unreachable() {
  return failureWords({ kind: "unreachable" }, useFailureWords());
}
