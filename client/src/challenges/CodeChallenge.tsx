import { useForm } from "react-hook-form";
import { CodeField, codeRules } from "../forms/code/CodeField.tsx";
import { EmailedCodeField } from "../forms/code/EmailedCodeField.tsx";
import { Form } from "../forms/Form.tsx";
import { useFormMessages } from "../forms/messages/use-form-messages.ts";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { Button } from "../ui/Button.tsx";
import { useChallengeMessages } from "./messages/use-challenge-messages.ts";
import { useRespondToChallenge } from "./use-respond-to-challenge.ts";
import type { ChallengeFormProps } from "./use-respond-to-challenge.ts";

/** SOFTWARE_TOKEN_MFA, EMAIL_OTP, SMS_MFA and SMS_OTP: asks for a code. */
export function CodeChallenge(props: ChallengeFormProps) {
  const messages = useChallengeMessages();
  const formMessages = useFormMessages();
  const form = useForm({ defaultValues: { code: "" } });
  const { errors, isSubmitting } = form.formState;
  const respond = useRespondToChallenge(form, props);
  useFirstFieldFocus(form, ["code"]);
  const Field = props.challenge.name === "SOFTWARE_TOKEN_MFA" ? CodeField : EmailedCodeField;
  return (
    <Form form={form} onSubmit={respond}>
      <Field registration={form.register("code", codeRules(formMessages))} error={errors.code} />
      <Button type="submit" busy={isSubmitting}>
        {messages.continue}
      </Button>
    </Form>
  );
}
