import { useForm } from "react-hook-form";
import type { AnyVariables, TypedDocumentNode } from "urql";
import type { ProblemFieldsFragment } from "../../generated/types.ts";
import { Form } from "../forms/Form.tsx";
import { useShowProblems } from "../forms/use-form-mutation.ts";
import { Button } from "../ui/Button.tsx";
import { useStepUpMutation } from "./step-up/use-step-up-mutation.ts";

type Removal =
  { __typename: "Viewer" } | { __typename: "Rejected"; problems: readonly ProblemFieldsFragment[] };

interface RemoveButtonProps<Data, Variables extends AnyVariables> {
  document: TypedDocumentNode<Data, Variables>;
  variables: Variables;
  resultOf: (data: Data) => Removal;
  label: string;
  /** The label with the name of what is removed, for screen readers. */
  fullLabel: string;
  onRemoved: () => void;
}

/** Removes an item of a list. What is gone already counts as removed. */
export function RemoveButton<Data, Variables extends AnyVariables>(
  props: RemoveButtonProps<Data, Variables>,
) {
  const { document, variables, resultOf, label, fullLabel, onRemoved } = props;
  const form = useForm();
  const remove = useStepUpMutation(form, document);
  const showProblems = useShowProblems(form);

  async function submit(): Promise<void> {
    const data = await remove(variables);
    if (data === undefined) return undefined;
    const result = resultOf(data);
    const isGone = result.__typename === "Viewer" || result.problems.some(({ code }) => code === "NOT_FOUND");
    return isGone ? onRemoved() : showProblems(result.problems);
  }

  return (
    <Form form={form} onSubmit={submit}>
      <Button type="submit" look="quiet" busy={form.formState.isSubmitting} aria-label={fullLabel}>
        {label}
      </Button>
    </Form>
  );
}
