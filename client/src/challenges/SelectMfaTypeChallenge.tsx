import { useForm } from "react-hook-form";
import type { MfaFactor } from "../../generated/types.ts";
import { Form } from "../forms/Form.tsx";
import { Button } from "../ui/Button.tsx";
import { Choices } from "../ui/inputs/RadioGroup.tsx";
import { useAnswer } from "./use-respond-to-challenge.ts";
import type { QuestionProps } from "./use-respond-to-challenge.ts";
import { useChallengeWords } from "./messages/use-challenge-messages.ts";

/** Lets the person choose one of their second factors. */
export function FactorQuestion(props: QuestionProps) {
  const words = useChallengeWords();
  const [first] = props.challenge.factors;
  const form = useForm<{ factor: MfaFactor | undefined }>({ defaultValues: { factor: first } });
  const { errors, isSubmitting } = form.formState;
  const answer = useAnswer(form, props);
  return (
    <Form form={form} onSubmit={answer}>
      <Choices
        legend={words.factor}
        options={props.challenge.factors.map((factor) => ({ value: factor, words: words.factors[factor] }))}
        registration={form.register("factor", { required: words.factorMissing })}
        error={errors.factor?.message}
      />
      <Button type="submit" busy={isSubmitting}>
        {words.goOn}
      </Button>
    </Form>
  );
}
