import { useForm } from "react-hook-form";
import { Form } from "../forms/Form.tsx";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { Button } from "../ui/Button.tsx";
import { TextField } from "../ui/inputs/TextField.tsx";
import { useChallengeMessages } from "./messages/use-challenge-messages.ts";
import { useRespondToChallenge } from "./use-respond-to-challenge.ts";
import type { ChallengeFormProps } from "./use-respond-to-challenge.ts";

/** Asks for a recovery code, which turns the authenticator app off. */
export function RecoveryCodeForm(props: ChallengeFormProps) {
  const { recovery: messages } = useChallengeMessages();
  const form = useForm({ defaultValues: { recoveryCode: "" } });
  const { errors, isSubmitting } = form.formState;
  const respond = useRespondToChallenge(form, props, "sheet");
  useFirstFieldFocus(form, ["recoveryCode"]);
  return (
    <Form form={form} onSubmit={respond}>
      <TextField
        label={messages.label}
        dir="ltr"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        hint={messages.hint}
        error={errors.recoveryCode?.message}
        registration={form.register("recoveryCode", { required: messages.missing })}
      />
      <Button type="submit" busy={isSubmitting}>
        {messages.action}
      </Button>
    </Form>
  );
}
