import { useForm } from "react-hook-form";
import { CodeField } from "../forms/code/CodeField.tsx";
import { Form } from "../forms/Form.tsx";
import { Button } from "../ui/Button.tsx";
import { AuthenticatorSecret } from "./AuthenticatorSecret.tsx";
import { useChallengeMessages } from "./messages/use-challenge-messages.ts";
import { useRespondToChallenge } from "./use-respond-to-challenge.ts";
import type { ChallengeFormProps } from "./use-respond-to-challenge.ts";

/** MFA_SETUP: shows the secret for an authenticator app, and asks for a code of the app. */
export function MfaSetupChallenge(props: ChallengeFormProps) {
  const messages = useChallengeMessages();
  const form = useForm({ defaultValues: { code: "" } });
  const { isSubmitting } = form.formState;
  const respond = useRespondToChallenge(form, props);
  const { totpSecret, otpauthUri } = props.challenge;
  return (
    <Form form={form} onSubmit={respond}>
      {totpSecret !== null && otpauthUri !== null && (
        <AuthenticatorSecret secret={totpSecret} uri={otpauthUri} />
      )}
      <CodeField form={form} name="code" submits hint={messages.secret.enterCode} />
      <Button type="submit" busy={isSubmitting}>
        {messages.continue}
      </Button>
    </Form>
  );
}
