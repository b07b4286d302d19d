import { useForm } from "react-hook-form";
import { DisableTotpDocument } from "../../../generated/documents.ts";
import { Form } from "../../forms/Form.tsx";
import { useShowProblems } from "../../forms/use-form-mutation.ts";
import { Button } from "../../ui/Button.tsx";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import { useStepUpMutation } from "../step-up/use-step-up-mutation.ts";

export function DisableAuthenticator({ onDisabled }: { onDisabled: () => void }) {
  const messages = useSettingsMessages().authenticator;
  const form = useForm();
  const disableTotp = useStepUpMutation(form, DisableTotpDocument);
  const showProblems = useShowProblems(form);

  async function submit(): Promise<void> {
    const result = (await disableTotp({}))?.disableTotp;
    if (result?.__typename === "Viewer") onDisabled();
    else if (result) showProblems(result.problems);
  }

  return (
    <>
      <p>{messages.on}</p>
      <Form form={form} onSubmit={submit}>
        <Button type="submit" look="quiet" busy={form.formState.isSubmitting}>
          {messages.switchOff}
        </Button>
      </Form>
    </>
  );
}
