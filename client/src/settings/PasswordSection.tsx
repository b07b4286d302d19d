import { useState } from "react";
import { useForm } from "react-hook-form";
import { ChangePasswordDocument } from "../../generated/documents.ts";
import type { ViewerFieldsFragment } from "../../generated/types.ts";
import { Form } from "../forms/Form.tsx";
import { HiddenUsername } from "../forms/password/HiddenUsername.tsx";
import { NewPasswordField } from "../forms/password/NewPasswordField.tsx";
import { PasswordField } from "../forms/password/PasswordField.tsx";
import { useShowProblems } from "../forms/use-form-mutation.ts";
import { Button } from "../ui/Button.tsx";
import { StatusMessage } from "../ui/feedback/StatusMessage.tsx";
import { useSettingsMessages } from "./messages/use-settings-messages.ts";
import { useContinueSession } from "./step-up/use-continue-session.ts";
import { useStepUpMutation } from "./step-up/use-step-up-mutation.ts";

interface Fields {
  currentPassword: string;
  newPassword: string;
}

/** Changes the password. The current one also serves for a step-up. */
export function PasswordSection({ viewer }: { viewer: ViewerFieldsFragment }) {
  const messages = useSettingsMessages().password;
  const form = useForm<Fields>({ defaultValues: { currentPassword: "", newPassword: "" } });
  const { errors, isSubmitting } = form.formState;
  const [status, setStatus] = useState<string>();
  const changePassword = useStepUpMutation(form, ChangePasswordDocument);
  const continueSession = useContinueSession();
  const showProblems = useShowProblems(form);

  async function submit(input: Fields): Promise<void> {
    setStatus(undefined);
    const password = { field: "currentPassword", value: input.currentPassword } as const;
    const result = (await changePassword({ input }, password))?.changePassword;
    switch (result?.__typename) {
      case undefined:
        return;
      case "PasswordChanged":
        form.reset();
        await continueSession(result);
        return setStatus(messages.changed);
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  return (
    <>
      <p>{messages.lead}</p>
      <Form form={form} onSubmit={submit}>
        <HiddenUsername email={viewer.email ?? viewer.username} />
        <PasswordField
          label={messages.current}
          error={errors.currentPassword?.message}
          registration={form.register("currentPassword", { required: messages.currentMissing })}
        />
        <NewPasswordField form={form} name="newPassword" />
        <Button type="submit" busy={isSubmitting}>
          {messages.save}
        </Button>
        <StatusMessage text={status} />
      </Form>
    </>
  );
}
