import { useForm } from "react-hook-form";
import { ConfirmTotpDocument } from "../../../generated/documents.ts";
import { AuthenticatorSecret } from "../../challenges/AuthenticatorSecret.tsx";
import { useChallengeWords } from "../../challenges/messages/use-challenge-messages.ts";
import { CodeField, codeRules } from "../../forms/code/CodeField.tsx";
import { Form } from "../../forms/Form.tsx";
import { useFormMutation, useShowProblems } from "../../forms/use-form-mutation.ts";
import { useFormWords } from "../../forms/messages/use-form-messages.ts";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/inputs/TextField.tsx";
import { useSettingsWords } from "../messages/use-settings-messages.ts";

interface ConfirmAuthenticatorProps {
  secret: string;
  otpauthUri: string;
  onSwitchedOn: () => void;
  onCancel: () => void;
}

interface Fields {
  code: string;
  deviceName: string;
}

/** Takes a secret into use by a code of the app that has it. */
export function ConfirmAuthenticator({
  secret,
  otpauthUri,
  onSwitchedOn,
  onCancel,
}: ConfirmAuthenticatorProps) {
  const words = useSettingsWords();
  const formWords = useFormWords();
  const { secret: secretWords } = useChallengeWords();
  const form = useForm<Fields>({ defaultValues: { code: "", deviceName: "" } });
  const { errors, isSubmitting } = form.formState;
  const confirmTotp = useFormMutation(form, ConfirmTotpDocument);
  const showProblems = useShowProblems(form);

  async function submit({ code, deviceName }: Fields): Promise<void> {
    const input = { code, deviceName: deviceName.trim() || undefined };
    const result = (await confirmTotp({ input }))?.confirmTotp;
    if (result?.__typename === "Viewer") onSwitchedOn();
    else if (result) showProblems(result.problems);
  }

  return (
    <Form form={form} onSubmit={submit}>
      <AuthenticatorSecret secret={secret} uri={otpauthUri} />
      <CodeField
        registration={form.register("code", codeRules(formWords))}
        error={errors.code}
        hint={secretWords.enterCode}
      />
      <TextField
        label={words.authenticator.deviceName}
        autoComplete="off"
        maxLength={100}
        hint={words.authenticator.deviceNameHint}
        error={errors.deviceName?.message}
        registration={form.register("deviceName")}
      />
      <Button type="submit" busy={isSubmitting}>
        {words.authenticator.confirm}
      </Button>
      <Button look="plain" onClick={onCancel}>
        {words.cancel}
      </Button>
    </Form>
  );
}
