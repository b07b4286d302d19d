import { useForm } from "react-hook-form";
import type { FirstFactor } from "../../generated/types.ts";
import { mainFactor, usableFactors } from "../first-factors/first-factor.ts";
import { useFirstFactorMessages } from "../first-factors/messages/use-first-factor-messages.ts";
import { Form } from "../forms/Form.tsx";
import { Button } from "../ui/Button.tsx";
import { RadioGroup } from "../ui/inputs/RadioGroup.tsx";
import { useChallengeMessages } from "./messages/use-challenge-messages.ts";
import { useRespondToChallenge } from "./use-respond-to-challenge.ts";
import type { ChallengeFormProps } from "./use-respond-to-challenge.ts";

/** SELECT_CHALLENGE: asks what to sign in with. */
export function SelectChallenge(props: ChallengeFormProps) {
  const messages = useChallengeMessages();
  const { names } = useFirstFactorMessages();
  const factors = usableFactors(props.challenge.availableFactors);
  const form = useForm<{ selectedFactor: FirstFactor | undefined }>({
    defaultValues: { selectedFactor: mainFactor(factors) },
  });
  const { errors, isSubmitting } = form.formState;
  const respond = useRespondToChallenge(form, props);
  return (
    <Form form={form} onSubmit={respond}>
      <RadioGroup
        legend={messages.firstFactor}
        options={factors.map((factor) => ({ value: factor, label: names[factor] }))}
        registration={form.register("selectedFactor", { required: messages.factorMissing })}
        error={errors.selectedFactor?.message}
      />
      <Button type="submit" busy={isSubmitting}>
        {messages.continue}
      </Button>
    </Form>
  );
}
