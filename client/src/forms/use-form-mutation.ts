import { useEffect, useRef } from "react";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { useClient } from "urql";
import type { AnyVariables, TypedDocumentNode } from "urql";
import type { ProblemCode, ProblemFieldsFragment } from "../../generated/types.ts";
import { failureOf } from "../failures/graphql-failure.ts";
import { useSession } from "../session/session-context.ts";
import { failureWords, useFailureWords } from "../failures/failure-message.ts";
import { problemWords, useProblemWords } from "../problems/problem-message.ts";

/**
 * A function that sends a form's mutation and resolves to its data.
 *
 * Where there is none (no connection, a fault of the API) it says so at the head of the form and resolves to nothing.
 * So it does when the page has been left meanwhile, lest the answer pull the person back; except where it has signed
 * them in: the cookie is set then, and the session has to know.
 */
export function useFormMutation<Fields extends FieldValues, Data, Variables extends AnyVariables>(
  form: UseFormReturn<Fields>,
  document: TypedDocumentNode<Data, Variables>,
): (variables: Variables) => Promise<Data | undefined> {
  const client = useClient();
  const words = useFailureWords();
  const onPage = useRef(false);
  useEffect(() => {
    onPage.current = true;
    return () => {
      onPage.current = false;
    };
  }, []);
  return async (variables) => {
    const { data, error } = await client.mutation(document, variables).toPromise();
    if (!onPage.current && !hasSignedIn(data)) return undefined;
    if (error) form.setError("root", { message: failureWords(failureOf(error), words) });
    return error ? undefined : data;
  };
}

/** The same for a mutation that may sign in; the client must be a guest's. */
export function useSignInMutation<Fields extends FieldValues, Data, Variables extends AnyVariables>(
  form: UseFormReturn<Fields>,
  document: TypedDocumentNode<Data, Variables>,
): (variables: Variables) => Promise<Data | undefined> {
  const session = useSession();
  const send = useFormMutation(form, document);
  return (variables) => session.exclusively(() => send(variables));
}

/** Whether the one field of a mutation's data is a session. */
function hasSignedIn(data: unknown): boolean {
  if (typeof data !== "object" || data === null) return false;
  return Object.values(data).some(
    (result: unknown) =>
      typeof result === "object" &&
      result !== null &&
      "__typename" in result &&
      result.__typename === "SignedIn",
  );
}

/**
 * A function that shows each problem at its field and moves the focus to the first; a problem of no field of this form
 * goes to its head. A form can name the field of a code that the API gives none.
 */
export function useShowProblems<Fields extends FieldValues>(
  form: UseFormReturn<Fields>,
): (
  problems: readonly ProblemFieldsFragment[],
  fieldOfCode?: Partial<Record<ProblemCode, Path<Fields>>>,
) => void {
  const words = useProblemWords();
  return (problems, fieldOfCode = {}) => {
    let shouldFocus = true;
    for (const reported of problems) {
      const problem = { ...reported, field: reported.field ?? fieldOfCode[reported.code] ?? null };
      const message = problemWords(problem, words);
      if (isFieldOf(form, problem.field)) {
        form.setError(problem.field, { type: problem.code, message }, { shouldFocus });
        shouldFocus = false;
      } else {
        form.setError("root", { type: problem.code, message });
      }
    }
  };
}

function isFieldOf<Fields extends FieldValues>(
  form: UseFormReturn<Fields>,
  name: string | null,
): name is Path<Fields> {
  return name !== null && name in form.getValues();
}
