import { useForm } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { ChangeEmailDocument, ConfirmEmailDocument } from "../../../generated/documents.ts";
import { codeRules } from "../../forms/code/CodeField.tsx";
import { Form } from "../../forms/Form.tsx";
import { useFormMutation, useShowProblems } from "../../forms/use-form-mutation.ts";
import { MailedCodeField } from "../../forms/code/EmailedCodeField.tsx";
import { ResendCode } from "../../forms/code/ResendCode.tsx";
import { useFirstFieldFocus } from "../../forms/use-first-field-focus.ts";
import { useFormWords } from "../../forms/messages/use-form-messages.ts";
import { readEntry } from "../../navigation/history-entry.ts";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/Button.tsx";
import { useAccountMutation } from "../step-up/use-step-up-mutation.ts";
import { useSettingsWords } from "../messages/use-settings-messages.ts";

/** Second step: the code from the mail to the new address. */
export function ConfirmEmail({ newEmail }: { newEmail: string }) {
  const words = useSettingsWords().email;
  const formWords = useFormWords();
  const session = useSession();
  const [, navigate] = useLocation();
  const sentAt = readEntry("codeSentAt");
  const form = useForm({ defaultValues: { code: "" } });
  const { errors, isSubmitting } = form.formState;
  const confirmEmail = useFormMutation(form, ConfirmEmailDocument);
  const changeEmail = useAccountMutation(form, ChangeEmailDocument);
  const showProblems = useShowProblems(form);
  useFirstFieldFocus(form, ["code"]);

  async function submit(input: { code: string }): Promise<void> {
    const result = (await confirmEmail({ input }))?.confirmEmail;
    switch (result?.__typename) {
      case undefined:
        return;
      case "Viewer":
        session.viewerChanged(result);
        return navigate("/settings/email", { replace: true, state: { emailChanged: true } });
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  return (
    <>
      <p>{words.sent(newEmail)}</p>
      <Form form={form} onSubmit={submit}>
        <MailedCodeField registration={form.register("code", codeRules(formWords))} error={errors.code} />
        <Button type="submit" busy={isSubmitting}>
          {words.confirm}
        </Button>
      </Form>
      <ResendCode
        sentAt={typeof sentAt === "number" ? sentAt : undefined}
        request={async () => (await changeEmail({ input: { email: newEmail } }))?.changeEmail}
      />
      <Link href="/settings/email">{words.other}</Link>
    </>
  );
}
