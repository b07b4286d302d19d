import { useForm } from "react-hook-form";
import type { ChallengeName } from "../../generated/types.ts";
import { useAuthOptions } from "../auth-options/use-auth-options.ts";
import { CodeField } from "../forms/code/CodeField.tsx";
import { EmailedCodeField } from "../forms/code/EmailedCodeField.tsx";
import type { CodeLength } from "../forms/code/read-code.ts";
import { Form } from "../forms/Form.tsx";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { Button } from "../ui/Button.tsx";
import { CheckBox } from "../ui/inputs/CheckBox.tsx";
import { useChallengeMessages } from "./messages/use-challenge-messages.ts";
import { isAfterFirstFactor } from "./sign-in-progress.ts";
import { useRespondToChallenge } from "./use-respond-to-challenge.ts";
import type { ChallengeFormProps } from "./use-respond-to-challenge.ts";

/** Codes that have other than six digits. */
const lengths: Partial<Record<ChallengeName, CodeLength>> = { EMAIL_OTP: 8, SMS_OTP: 8 };

/** SOFTWARE_TOKEN_MFA, EMAIL_OTP, SMS_MFA and SMS_OTP: asks for a code. */
export function CodeChallenge(props: ChallengeFormProps) {
  const messages = useChallengeMessages();
  const { devicesCanBeRemembered } = useAuthOptions();
  const canRemember = devicesCanBeRemembered && isAfterFirstFactor(props);
  const form = useForm({ defaultValues: { code: "", rememberDevice: false } });
  const { isSubmitting } = form.formState;
  const respond = useRespondToChallenge(form, props);
  useFirstFieldFocus(form, ["code"]);
  const Field = props.challenge.name === "SOFTWARE_TOKEN_MFA" ? CodeField : EmailedCodeField;
  return (
    <Form
      form={form}
      onSubmit={({ code, rememberDevice }) => respond({ code, ...(canRemember && { rememberDevice }) })}
    >
      {/* Before the code, whose last digit submits the form. */}
      {canRemember && (
        <CheckBox label={messages.rememberDevice} registration={form.register("rememberDevice")} />
      )}
      <Field form={form} name="code" length={lengths[props.challenge.name] ?? 6} submits />
      <Button type="submit" busy={isSubmitting}>
        {messages.continue}
      </Button>
    </Form>
  );
}
