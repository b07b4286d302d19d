import { useForm } from "react-hook-form";
import { useLocation } from "wouter";
import { DeleteAccountDocument } from "../../generated/documents.ts";
import type { ViewerFieldsFragment } from "../../generated/types.ts";
import type { NavigationNotice } from "../auth/navigation-notice.ts";
import { Form } from "../forms/Form.tsx";
import { useFormMessages } from "../forms/messages/use-form-messages.ts";
import { HiddenUsername } from "../forms/password/HiddenUsername.tsx";
import { PasswordField } from "../forms/password/PasswordField.tsx";
import { useShowProblems } from "../forms/use-form-mutation.ts";
import { useSession } from "../session/session-context.ts";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/feedback/Notice.tsx";
import { TextField } from "../ui/inputs/TextField.tsx";
import { useHasPassword } from "./account/use-has-password.ts";
import { useSettingsMessages } from "./messages/use-settings-messages.ts";
import { useStepUpMutation } from "./step-up/use-step-up-mutation.ts";

interface Fields {
  handle: string;
  password: string;
}

/** Deletes the account. Asks for the handle, against mistakes, and for the password if there is one. */
export function DeleteSection({ viewer }: { viewer: ViewerFieldsFragment }) {
  const { delete: messages, loading } = useSettingsMessages();
  const hasPassword = useHasPassword();
  const formMessages = useFormMessages();
  const session = useSession();
  const [, navigate] = useLocation();
  const form = useForm<Fields>({ defaultValues: { handle: "", password: "" } });
  const { errors, isSubmitting } = form.formState;
  const deleteAccount = useStepUpMutation(form, DeleteAccountDocument);
  const showProblems = useShowProblems(form);

  async function submit({ password }: Fields): Promise<void> {
    const result = (
      hasPassword
        ? await deleteAccount({ input: { password } }, { field: "password", value: password })
        : await deleteAccount({ input: {} })
    )?.deleteAccount;
    switch (result?.__typename) {
      case undefined:
        return;
      case "AccountDeleted": {
        // Navigates before the session notifies: this page would redirect a guest.
        const notified = session.signedOut();
        const state: NavigationNotice = { reason: "accountDeleted" };
        navigate("/sign-in", { state, replace: true });
        return notified;
      }
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  if (hasPassword === undefined) return <p>{loading}</p>;
  return (
    <>
      <Notice tone="error">{messages.lead}</Notice>
      <Form form={form} onSubmit={submit}>
        <TextField
          label={messages.handle(`@${viewer.handle}`)}
          dir="ltr"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          error={errors.handle?.message}
          registration={form.register("handle", {
            validate: (typed) => isHandle(typed, viewer.handle) || messages.handleWrong,
          })}
        />
        <HiddenUsername email={viewer.email ?? viewer.username} />
        {hasPassword && (
          <PasswordField
            error={errors.password?.message}
            registration={form.register("password", { required: formMessages.password.missing })}
          />
        )}
        <Button type="submit" look="danger" busy={isSubmitting}>
          {messages.action}
        </Button>
      </Form>
    </>
  );
}

function isHandle(typed: string, handle: string): boolean {
  return typed.trim().replace(/^@/u, "").toLowerCase() === handle.toLowerCase();
}
