import { useForm } from "react-hook-form";
import { Form } from "../forms/Form.tsx";
import { useFormMessages } from "../forms/messages/use-form-messages.ts";
import { HiddenUsername } from "../forms/password/HiddenUsername.tsx";
import { PasswordField } from "../forms/password/PasswordField.tsx";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { Button } from "../ui/Button.tsx";
import { useChallengeMessages } from "./messages/use-challenge-messages.ts";
import { useRespondToChallenge } from "./use-respond-to-challenge.ts";
import type { ChallengeFormProps } from "./use-respond-to-challenge.ts";

/** PASSWORD: asks for the password, where it was chosen among other factors. */
export function PasswordChallenge(props: ChallengeFormProps) {
  const messages = useChallengeMessages();
  const formMessages = useFormMessages();
  const form = useForm({ defaultValues: { password: "" } });
  const { errors, isSubmitting } = form.formState;
  const respond = useRespondToChallenge(form, props);
  useFirstFieldFocus(form, ["password"]);
  return (
    <Form form={form} onSubmit={respond}>
      <HiddenUsername email={props.email} />
      <PasswordField
        error={errors.password?.message}
        registration={form.register("password", { required: formMessages.password.missing })}
      />
      <Button type="submit" busy={isSubmitting}>
        {messages.continue}
      </Button>
    </Form>
  );
}
