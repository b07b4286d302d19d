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
import { useHasPassword } from "./account/use-has-password.ts";
import { useSettingsMessages } from "./messages/use-settings-messages.ts";
import { useContinueSession } from "./step-up/use-continue-session.ts";
import { useStepUpMutation } from "./step-up/use-step-up-mutation.ts";

interface Fields {
  currentPassword: string;
  newPassword: string;
}

/** Changes the password, or sets the first one. The current one also serves for a step-up. */
export function PasswordSection({ viewer }: { viewer: ViewerFieldsFragment }) {
  const { password: messages, loading } = useSettingsMessages();
  const hadPassword = useHasPassword();
  const [isSet, setIsSet] = useState(false);
  const hasPassword = hadPassword === false ? isSet : hadPassword;
  const form = useForm<Fields>({ defaultValues: { currentPassword: "", newPassword: "" } });
  const { errors, isSubmitting } = form.formState;
  const [status, setStatus] = useState<string>();
  const changePassword = useStepUpMutation(form, ChangePasswordDocument);
  const continueSession = useContinueSession();
  const showProblems = useShowProblems(form);

  async function submit({ currentPassword, newPassword }: Fields): Promise<void> {
    setStatus(undefined);
    const result = (
      hasPassword
        ? await changePassword(
            { input: { currentPassword, newPassword } },
            { field: "currentPassword", value: currentPassword },
          )
        : await changePassword({ input: { newPassword } })
    )?.changePassword;
    switch (result?.__typename) {
      case undefined:
        return;
      case "PasswordChanged":
        form.reset();
        await continueSession(result);
        setIsSet(true);
        return setStatus(hasPassword ? messages.changed : messages.wasSet);
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  if (hasPassword === undefined) return <p>{loading}</p>;
  return (
    <>
      <p>{hasPassword ? messages.lead : messages.noneLead}</p>
      <Form form={form} onSubmit={submit}>
        <HiddenUsername email={viewer.email ?? viewer.username} />
        {hasPassword && (
          <PasswordField
            label={messages.current}
            error={errors.currentPassword?.message}
            registration={form.register("currentPassword", { required: messages.currentMissing })}
          />
        )}
        <NewPasswordField form={form} name="newPassword" />
        <Button type="submit" busy={isSubmitting}>
          {hasPassword ? messages.save : messages.set}
        </Button>
        <StatusMessage text={status} />
      </Form>
    </>
  );
}
