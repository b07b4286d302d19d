import { useEffect, useRef } from "react";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { useClient } from "urql";
import type { AnyVariables, TypedDocumentNode } from "urql";
import type { ProblemCode, ProblemFieldsFragment } from "../../generated/types.ts";
import { failureMessage, useFailureMessages } from "../failures/failure-message.ts";
import { failureOf } from "../failures/graphql-failure.ts";
import { problemMessage, useProblemMessages } from "../problems/problem-message.ts";
import type { CodeSource } from "../problems/problem-message.ts";
import { useSession } from "../session/session-context.ts";
import type { AttributeValues } from "./fields/attribute-values.ts";

/**
 * Returns a function that sends a form's mutation and resolves to its data.
 *
 * After a failure it shows the message at the head of the form and resolves to undefined. It also resolves to undefined if
 * the form was unmounted meanwhile, so that a late response does not navigate; except if the mutation has signed in,
 * because the cookie is set then and the session must know.
 */
export function useFormMutation<Fields extends FieldValues, Data, Variables extends AnyVariables>(
  form: UseFormReturn<Fields>,
  document: TypedDocumentNode<Data, Variables>,
): (variables: Variables) => Promise<Data | undefined> {
  const client = useClient();
  const messages = useFailureMessages();
  const isMounted = useRef(false);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  return async (variables) => {
    const { data, error } = await client.mutation(document, variables).toPromise();
    if (!isMounted.current && !hasSignedIn(data)) return undefined;
    if (error) form.setError("root", { message: failureMessage(failureOf(error), messages) });
    return error ? undefined : data;
  };
}

/** `useFormMutation` for a mutation that may sign in. The urql client must be a guest's. */
export function useSignInMutation<Fields extends FieldValues, Data, Variables extends AnyVariables>(
  form: UseFormReturn<Fields>,
  document: TypedDocumentNode<Data, Variables>,
): (variables: Variables) => Promise<Data | undefined> {
  const session = useSession();
  const send = useFormMutation(form, document);
  return (variables) => session.exclusively(() => send(variables));
}

/** True if the mutation's result is `SignedIn`. */
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
 * Returns a function that shows each problem at its field, and focuses the first of these fields. A problem without a
 * field in this form is shown at the head of the form, with the time to wait if there is one.
 *
 * `fieldByCode` names fields for codes that the API reports without a field.
 */
export function useShowProblems<Fields extends FieldValues>(
  form: UseFormReturn<Fields>,
  codeSource: CodeSource = "message",
): (
  problems: readonly ProblemFieldsFragment[],
  fieldByCode?: Partial<Record<ProblemCode, Path<Fields>>>,
) => void {
  const messages = useProblemMessages();
  return (problems, fieldByCode = {}) => {
    let shouldFocus = true;
    for (const reported of problems) {
      const problem = { ...reported, field: reported.field ?? fieldByCode[reported.code] ?? null };
      const message = problemMessage(problem, messages, codeSource);
      const field = findField(form, problem.field);
      if (field !== undefined) {
        form.setError(field, { type: problem.code, message }, { shouldFocus });
        shouldFocus = false;
      } else {
        form.setError("root", { type: problem.code, message });
        const retryAt = retryTime(problem);
        if (retryAt !== undefined) form.setError("root.retryAt", { message: retryAt });
      }
    }
  };
}

/** The form's field that the API calls by this name. */
function findField<Fields extends FieldValues>(
  form: UseFormReturn<Fields>,
  name: string | null,
): Path<Fields> | undefined {
  if (name === null) return undefined;
  const values = form.getValues();
  return fieldNames(values).find((field): field is Path<Fields> => apiName(field, values) === name);
}

/** The names of the fields, those within `attributes` as `attributes.0.value`. A group of fields shows no problem itself. */
function fieldNames(values: FieldValues): string[] {
  return Object.entries(values).flatMap(([name, value]: [string, unknown]) => {
    if (Array.isArray(value)) return value.map((_, index) => `${name}.${index}.value`);
    return value !== undefined && typeof value !== "object" ? [name] : [];
  });
}

/** What the API calls a field: `attributes.birthdate` for the field of this attribute. */
function apiName(field: string, values: FieldValues): string {
  const [group = "", index] = field.split(".");
  if (index === undefined) return field;
  const attributes: AttributeValues = values[group];
  return `${group}.${attributes[Number(index)]?.name}`;
}

/** When `Form`, which counts the time down, lets a person try again, as ISO 8601. */
function retryTime({ code, retryAfterSeconds }: ProblemFieldsFragment): string | undefined {
  if (code !== "RATE_LIMITED" || retryAfterSeconds === null) return undefined;
  return new Date(Date.now() + retryAfterSeconds * 1000).toISOString();
}
