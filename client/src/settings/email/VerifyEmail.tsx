import { useForm } from "react-hook-form";
import { useLocation } from "wouter";
import { ChangeEmailDocument } from "../../../generated/documents.ts";
import { Form } from "../../forms/Form.tsx";
import { useShowProblems } from "../../forms/use-form-mutation.ts";
import { Button } from "../../ui/Button.tsx";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import { useStepUpMutation } from "../step-up/use-step-up-mutation.ts";

/** Says that the present address is not verified, and sends a code to it. */
export function VerifyEmail({ email }: { email: string }) {
  const messages = useSettingsMessages().email;
  const [, navigate] = useLocation();
  const form = useForm();
  const sendCode = useStepUpMutation(form, ChangeEmailDocument);
  const showProblems = useShowProblems(form);

  async function submit(): Promise<void> {
    const result = (await sendCode({ input: { email } }))?.changeEmail;
    switch (result?.__typename) {
      case undefined:
        return;
      case "CodeSent":
        return navigate(`/settings/email?${new URLSearchParams({ step: "code", email })}`, {
          state: { codeSentAt: Date.now() },
        });
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  return (
    <Form form={form} onSubmit={submit}>
      <p>{messages.notVerified}</p>
      <Button type="submit" busy={form.formState.isSubmitting}>
        {messages.verify}
      </Button>
    </Form>
  );
}
