import { useForm } from "react-hook-form";
import { ConfirmTotpDocument } from "../../../generated/documents.ts";
import { AuthenticatorSecret } from "../../challenges/AuthenticatorSecret.tsx";
import { useChallengeMessages } from "../../challenges/messages/use-challenge-messages.ts";
import { CodeField } from "../../forms/code/CodeField.tsx";
import { Form } from "../../forms/Form.tsx";
import { useShowProblems } from "../../forms/use-form-mutation.ts";
import { Button } from "../../ui/Button.tsx";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import { useStepUpMutation } from "../step-up/use-step-up-mutation.ts";

interface ConfirmAuthenticatorProps {
  secret: string;
  otpauthUri: string;
  onEnabled: () => void;
  onCancel: () => void;
}

/** Enables the authenticator app with a code that it shows. */
export function ConfirmAuthenticator({ secret, otpauthUri, onEnabled, onCancel }: ConfirmAuthenticatorProps) {
  const messages = useSettingsMessages();
  const { secret: secretMessages } = useChallengeMessages();
  const form = useForm({ defaultValues: { code: "" } });
  const { isSubmitting } = form.formState;
  const confirmTotp = useStepUpMutation(form, ConfirmTotpDocument);
  const showProblems = useShowProblems(form, "authenticator");

  async function submit(input: { code: string }): Promise<void> {
    const result = (await confirmTotp({ input }))?.confirmTotp;
    if (result?.__typename === "Viewer") onEnabled();
    else if (result) showProblems(result.problems);
  }

  return (
    <Form form={form} onSubmit={submit}>
      <AuthenticatorSecret secret={secret} uri={otpauthUri} />
      <CodeField form={form} name="code" submits hint={secretMessages.enterCode} />
      <Button type="submit" busy={isSubmitting}>
        {messages.authenticator.confirm}
      </Button>
      <Button look="plain" onClick={onCancel}>
        {messages.cancel}
      </Button>
    </Form>
  );
}
