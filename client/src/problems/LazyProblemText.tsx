import { lazy, Suspense } from "react";
import type { ComponentType } from "react";
import type { ProblemFieldsFragment } from "../../generated/types.ts";
import { failureMessage, useFailureMessages } from "../failures/failure-message.ts";

// The messages of all problems are loaded on first use.
const LoadedProblemText = lazy<ComponentType<{ problem: ProblemFieldsFragment }>>(async () => ({
  default: await import("./ProblemText.tsx").then(
    (file) => file.ProblemText,
    () => UnreachableText,
  ),
}));

/** The message of a problem, or of a failed connection if the messages cannot be loaded. */
export function LazyProblemText({ problem }: { problem: ProblemFieldsFragment }) {
  return (
    <Suspense fallback={null}>
      <LoadedProblemText problem={problem} />
    </Suspense>
  );
}

function UnreachableText() {
  return failureMessage({ kind: "unreachable" }, useFailureMessages());
}
