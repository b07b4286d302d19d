import { useState } from "react";
import { useForm } from "react-hook-form";
import { ChangePasswordDocument } from "../../generated/documents.ts";
import type { ViewerFieldsFragment } from "../../generated/types.ts";
import { Form } from "../forms/Form.tsx";
import { useShowProblems } from "../forms/use-form-mutation.ts";
import { KnownUsername } from "../forms/password/HiddenUsername.tsx";
import { NewPasswordField } from "../forms/password/NewPasswordField.tsx";
import { PasswordField } from "../forms/password/PasswordField.tsx";
import { Button } from "../ui/Button.tsx";
import { News } from "../ui/feedback/StatusMessage.tsx";
import { useAccountMutation } from "./step-up/use-step-up-mutation.ts";
import { useSettingsWords } from "./messages/use-settings-messages.ts";

interface Fields {
  currentPassword: string;
  newPassword: string;
}

/** A new password in place of the current one, which serves for a fresh sign-in as well. */
export function PasswordSection({ viewer }: { viewer: ViewerFieldsFragment }) {
  const words = useSettingsWords().password;
  const form = useForm<Fields>({ defaultValues: { currentPassword: "", newPassword: "" } });
  const { errors, isSubmitting } = form.formState;
  const [news, setNews] = useState<string>();
  const changePassword = useAccountMutation(form, ChangePasswordDocument);
  const showProblems = useShowProblems(form);

  async function submit(input: Fields): Promise<void> {
    setNews(undefined);
    const password = { field: "currentPassword", value: input.currentPassword } as const;
    const result = (await changePassword({ input }, password))?.changePassword;
    switch (result?.__typename) {
      case undefined:
        return;
      case "PasswordChanged":
        form.reset();
        return setNews(words.changed);
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  return (
    <>
      <p>{words.lead}</p>
      <Form form={form} onSubmit={submit}>
        <KnownUsername email={viewer.email} />
        <PasswordField
          label={words.current}
          error={errors.currentPassword?.message}
          registration={form.register("currentPassword", { required: words.currentMissing })}
        />
        <NewPasswordField form={form} name="newPassword" />
        <Button type="submit" busy={isSubmitting}>
          {words.save}
        </Button>
        <News words={news} />
      </Form>
    </>
  );
}
