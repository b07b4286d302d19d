import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import type { AnyVariables, TypedDocumentNode } from "urql";
import { failureMessage, useFailureMessages } from "../../failures/failure-message.ts";
import { useFormMutation, useShowProblems } from "../../forms/use-form-mutation.ts";
import { useStepUp } from "./step-up-context.ts";

/** The account's password, if the form asks for it. */
interface PasswordInput<Fields extends FieldValues> {
  field: Path<Fields>;
  value: string;
}

/**
 * `useFormMutation` for mutations that may require a step-up: after REAUTHENTICATION_REQUIRED the person signs in again, and
 * the mutation is sent once more. A password that the form has asked for is not asked for again.
 */
export function useStepUpMutation<Fields extends FieldValues, Data, Variables extends AnyVariables>(
  form: UseFormReturn<Fields>,
  document: TypedDocumentNode<Data, Variables>,
): (variables: Variables, password?: PasswordInput<Fields>) => Promise<Data | undefined> {
  const send = useFormMutation(form, document);
  const showProblems = useShowProblems(form);
  const messages = useFailureMessages();
  const stepUp = useStepUp();
  return async (variables, password) => {
    const data = await send(variables);
    if (!requiresStepUp(data)) return data;
    const result = await stepUp({ password: password?.value });
    switch (result.kind) {
      case "signedIn":
        return send(variables);
      case "cancelled":
        return undefined;
      case "rejected":
        showProblems(result.problems, password && { INVALID_CREDENTIALS: password.field });
        return undefined;
      case "failed":
        form.setError("root", { message: failureMessage(result.failure, messages) });
        return undefined;
    }
  };
}

/** True if the mutation was rejected with REAUTHENTICATION_REQUIRED. */
function requiresStepUp(data: unknown): boolean {
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
