import { useForm } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { ChangeEmailDocument, ConfirmEmailDocument } from "../../../generated/documents.ts";
import type { ViewerFieldsFragment } from "../../../generated/types.ts";
import { EmailedCodeField } from "../../forms/code/EmailedCodeField.tsx";
import { ResendCode } from "../../forms/code/ResendCode.tsx";
import { Form } from "../../forms/Form.tsx";
import { useFirstFieldFocus } from "../../forms/use-first-field-focus.ts";
import { useShowProblems } from "../../forms/use-form-mutation.ts";
import { readHistoryState, writeHistoryState } from "../../navigation/history-entry.ts";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/Button.tsx";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import { useStepUpMutation } from "../step-up/use-step-up-mutation.ts";

/** The second step: the code that was sent to the new address, or to the present one. */
export function ConfirmEmail({ newEmail, viewer }: { newEmail: string; viewer: ViewerFieldsFragment }) {
  const messages = useSettingsMessages().email;
  const session = useSession();
  const [, navigate] = useLocation();
  const sentAt = readHistoryState("codeSentAt");
  const form = useForm({ defaultValues: { code: "" } });
  const { isSubmitting } = form.formState;
  const confirmEmail = useStepUpMutation(form, ConfirmEmailDocument);
  const changeEmail = useStepUpMutation(form, ChangeEmailDocument);
  const showProblems = useShowProblems(form);
  useFirstFieldFocus(form, ["code"]);

  async function submit(input: { code: string }): Promise<void> {
    const result = (await confirmEmail({ input }))?.confirmEmail;
    switch (result?.__typename) {
      case undefined:
        return;
      case "Viewer":
        session.viewerChanged(result);
        return navigate("/settings/email", {
          replace: true,
          state: result.email === viewer.email ? { emailVerified: true } : { emailChanged: true },
        });
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  return (
    <>
      <p>{newEmail === viewer.email ? messages.sentToOwn(newEmail) : messages.sent(newEmail)}</p>
      <Form form={form} onSubmit={submit}>
        <EmailedCodeField form={form} name="code" submits />
        <Button type="submit" busy={isSubmitting}>
          {messages.confirm}
        </Button>
      </Form>
      <ResendCode
        sentAt={typeof sentAt === "number" ? sentAt : undefined}
        onSent={() => writeHistoryState({ codeSentAt: Date.now() })}
        request={async () => (await changeEmail({ input: { email: newEmail } }))?.changeEmail}
      />
      <Link href="/settings/email">{messages.other}</Link>
    </>
  );
}
