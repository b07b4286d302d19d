import { useForm } from "react-hook-form";
import {
  CompletePasskeyRegistrationDocument,
  StartPasskeyRegistrationDocument,
} from "../../../generated/documents.ts";
import { countCodePoints } from "../../forms/count-code-points.ts";
import { Form } from "../../forms/Form.tsx";
import { usePasskeyMessages } from "../../passkeys/messages/use-passkey-messages.ts";
import { useAddPasskey } from "../../passkeys/use-add-passkey.ts";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/inputs/TextField.tsx";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import { useStepUpMutation } from "../step-up/use-step-up-mutation.ts";

const MAX_NAME_LENGTH = 100;

/** Adds a passkey, with a name. Without one the API names it after the device. */
export function AddPasskey({ onAdded }: { onAdded: () => void }) {
  const messages = useSettingsMessages().passkeys;
  const { add } = usePasskeyMessages();
  const form = useForm({ defaultValues: { name: "" } });
  const { errors, isSubmitting } = form.formState;
  const start = useStepUpMutation(form, StartPasskeyRegistrationDocument);
  const complete = useStepUpMutation(form, CompletePasskeyRegistrationDocument);
  const addPasskey = useAddPasskey(form, { start, complete });

  async function submit({ name }: { name: string }): Promise<void> {
    if (!(await addPasskey(name.trim() || undefined))) return;
    form.reset();
    onAdded();
  }

  return (
    <Form form={form} onSubmit={submit}>
      <TextField
        label={messages.name}
        dir="auto"
        autoComplete="off"
        hint={messages.nameHint}
        error={errors.name?.message}
        registration={form.register("name", {
          validate: (name) =>
            countCodePoints(name.trim()) <= MAX_NAME_LENGTH || messages.nameTooLong(MAX_NAME_LENGTH),
        })}
      />
      <Button type="submit" busy={isSubmitting}>
        {add}
      </Button>
    </Form>
  );
}
