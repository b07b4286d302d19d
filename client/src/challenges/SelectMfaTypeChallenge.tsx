import { useForm } from "react-hook-form";
import type { MfaFactor } from "../../generated/types.ts";
import { Form } from "../forms/Form.tsx";
import { Button } from "../ui/Button.tsx";
import { RadioGroup } from "../ui/inputs/RadioGroup.tsx";
import { useChallengeMessages } from "./messages/use-challenge-messages.ts";
import { useRespondToChallenge } from "./use-respond-to-challenge.ts";
import type { ChallengeFormProps } from "./use-respond-to-challenge.ts";

/** SELECT_MFA_TYPE: asks which second factor to use. */
export function SelectMfaTypeChallenge(props: ChallengeFormProps) {
  const messages = useChallengeMessages();
  const [first] = props.challenge.factors;
  const form = useForm<{ factor: MfaFactor | undefined }>({ defaultValues: { factor: first } });
  const { errors, isSubmitting } = form.formState;
  const respond = useRespondToChallenge(form, props);
  return (
    <Form form={form} onSubmit={respond}>
      <RadioGroup
        legend={messages.factor}
        options={props.challenge.factors.map((factor) => ({
          value: factor,
          label: messages.factors[factor],
        }))}
        registration={form.register("factor", { required: messages.factorMissing })}
        error={errors.factor?.message}
      />
      <Button type="submit" busy={isSubmitting}>
        {messages.continue}
      </Button>
    </Form>
  );
}
