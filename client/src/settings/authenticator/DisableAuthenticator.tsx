import { useForm } from "react-hook-form";
import { DisableTotpDocument } from "../../../generated/documents.ts";
import { Form } from "../../forms/Form.tsx";
import { useShowProblems } from "../../forms/use-form-mutation.ts";
import { Button } from "../../ui/Button.tsx";
import { useAccountMutation } from "../step-up/use-step-up-mutation.ts";
import { useSettingsWords } from "../messages/use-settings-messages.ts";

/** Makes the password enough to sign in. */
export function SwitchOffAuthenticator({ onSwitchedOff }: { onSwitchedOff: () => void }) {
  const words = useSettingsWords().authenticator;
  const form = useForm();
  const disableTotp = useAccountMutation(form, DisableTotpDocument);
  const showProblems = useShowProblems(form);

  async function submit(): Promise<void> {
    const result = (await disableTotp({}))?.disableTotp;
    if (result?.__typename === "Viewer") onSwitchedOff();
    else if (result) showProblems(result.problems);
  }

  return (
    <>
      <p>{words.on}</p>
      <Form form={form} onSubmit={submit}>
        <Button type="submit" look="quiet" busy={form.formState.isSubmitting}>
          {words.switchOff}
        </Button>
      </Form>
    </>
  );
}
