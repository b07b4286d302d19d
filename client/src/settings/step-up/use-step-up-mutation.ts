import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import type { AnyVariables, TypedDocumentNode } from "urql";
import { useFormMutation, useShowProblems } from "../../forms/use-form-mutation.ts";
import { failureWords, useFailureWords } from "../../failures/failure-message.ts";
import { useSignInAgain } from "./step-up-context.ts";

/** The account's password, where the form asks for it anyhow. */
interface TypedPassword<Fields extends FieldValues> {
  field: Path<Fields>;
  value: string;
}

/**
 * `useFormMutation` for what wants a fresh sign-in: answers REAUTHENTICATION_REQUIRED by having the person sign in again,
 * and sends the mutation once more. A password that the form has asked for is not asked for twice.
 */
export function useAccountMutation<Fields extends FieldValues, Data, Variables extends AnyVariables>(
  form: UseFormReturn<Fields>,
  document: TypedDocumentNode<Data, Variables>,
): (variables: Variables, password?: TypedPassword<Fields>) => Promise<Data | undefined> {
  const send = useFormMutation(form, document);
  const showProblems = useShowProblems(form);
  const words = useFailureWords();
  const signInAgain = useSignInAgain();
  return async (variables, password) => {
    const data = await send(variables);
    if (!wantsFreshSignIn(data)) return data;
    const outcome = await signInAgain(password?.value);
    switch (outcome.is) {
      case "signedIn":
        return send(variables);
      case "givenUp":
        return undefined;
      case "rejected":
        showProblems(outcome.problems, password && { INVALID_CREDENTIALS: password.field });
        return undefined;
      case "failed":
        form.setError("root", { message: failureWords(outcome.failure, words) });
        return undefined;
    }
  };
}

/** Whether the one field of a mutation's data is a rejection that a fresh sign-in mends. */
function wantsFreshSignIn(data: unknown): boolean {
  if (typeof data !== "object" || data === null) return false;
  return Object.values(data).some(
    (result: unknown) =>
      typeof result === "object" &&
      result !== null &&
      "problems" in result &&
      Array.isArray(result.problems) &&
      result.problems.some(
        (problem: unknown) =>
          typeof problem === "object" &&
          problem !== null &&
          "code" in problem &&
          problem.code === "REAUTHENTICATION_REQUIRED",
      ),
  );
}
