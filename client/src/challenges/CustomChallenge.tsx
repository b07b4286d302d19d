import { useForm } from "react-hook-form";
import { Form } from "../forms/Form.tsx";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { Button } from "../ui/Button.tsx";
import { TextField } from "../ui/inputs/TextField.tsx";
import { useChallengeMessages } from "./messages/use-challenge-messages.ts";
import { useRespondToChallenge } from "./use-respond-to-challenge.ts";
import type { ChallengeFormProps } from "./use-respond-to-challenge.ts";

/** CUSTOM_CHALLENGE: shows what the trigger of the user pool tells, and asks for the answer. */
export function CustomChallenge(props: ChallengeFormProps) {
  const messages = useChallengeMessages();
  const form = useForm({ defaultValues: { customAnswer: "" } });
  const { errors, isSubmitting } = form.formState;
  const respond = useRespondToChallenge(form, props);
  useFirstFieldFocus(form, ["customAnswer"]);
  return (
    <Form form={form} onSubmit={respond}>
      {props.challenge.customParameters.map(({ name, value }) => (
        <p key={name} dir="auto">
          {value}
        </p>
      ))}
      <TextField
        label={messages.custom.label}
        dir="auto"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        error={errors.customAnswer?.message}
        registration={form.register("customAnswer", { required: messages.custom.missing })}
      />
      <Button type="submit" busy={isSubmitting}>
        {messages.continue}
      </Button>
    </Form>
  );
}
