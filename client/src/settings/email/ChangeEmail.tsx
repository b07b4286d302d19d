import { useForm } from "react-hook-form";
import { useLocation, useSearchParams } from "wouter";
import { ChangeEmailDocument } from "../../../generated/documents.ts";
import type { ViewerFieldsFragment } from "../../../generated/types.ts";
import { EmailField, emailRules } from "../../forms/fields/EmailField.tsx";
import { Form } from "../../forms/Form.tsx";
import { useFormMessages } from "../../forms/messages/use-form-messages.ts";
import { useShowProblems } from "../../forms/use-form-mutation.ts";
import { readHistoryState } from "../../navigation/history-entry.ts";
import { Button } from "../../ui/Button.tsx";
import { StatusMessage } from "../../ui/feedback/StatusMessage.tsx";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import { useStepUpMutation } from "../step-up/use-step-up-mutation.ts";
import { VerifyEmail } from "./VerifyEmail.tsx";

interface Fields {
  email: string;
}

/** The first step: the new address. */
export function ChangeEmail({ viewer }: { viewer: ViewerFieldsFragment }) {
  const messages = useSettingsMessages().email;
  const formMessages = useFormMessages();
  const [, navigate] = useLocation();
  const [parameters] = useSearchParams();
  const isChanged = readHistoryState("emailChanged") === true;
  const isVerified = readHistoryState("emailVerified") === true;
  const form = useForm<Fields>({ defaultValues: { email: parameters.get("email") ?? "" } });
  const { errors, isSubmitting } = form.formState;
  const changeEmail = useStepUpMutation(form, ChangeEmailDocument);
  const showProblems = useShowProblems(form);

  async function submit({ email }: Fields): Promise<void> {
    const result = (await changeEmail({ input: { email } }))?.changeEmail;
    switch (result?.__typename) {
      case undefined:
        return;
      case "CodeSent": {
        const next = new URLSearchParams({ step: "code", email: email.trim() });
        return navigate(`/settings/email?${next}`, { state: { codeSentAt: Date.now() } });
      }
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  return (
    <>
      <p>{viewer.email === null ? messages.none : messages.lead(viewer.email)}</p>
      <StatusMessage text={isChanged ? messages.changed : isVerified ? messages.verified : undefined} />
      {viewer.email !== null && !viewer.emailVerified && <VerifyEmail email={viewer.email} />}
      <Form form={form} onSubmit={submit}>
        <EmailField
          label={messages.newAddress}
          autoComplete="email"
          registration={form.register("email", {
            ...emailRules(formMessages),
            validate: (email) => !isSameAddress(email, viewer.email) || messages.same,
          })}
          error={errors.email}
        />
        <Button type="submit" busy={isSubmitting}>
          {messages.send}
        </Button>
      </Form>
    </>
  );
}

function isSameAddress(typed: string, email: string | null): boolean {
  return typed.trim().toLowerCase() === email?.toLowerCase();
}
