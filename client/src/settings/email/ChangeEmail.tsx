import { useForm } from "react-hook-form";
import { useLocation, useSearchParams } from "wouter";
import { ChangeEmailDocument } from "../../../generated/documents.ts";
import type { ViewerFieldsFragment } from "../../../generated/types.ts";
import { EmailField, emailRules } from "../../forms/fields/EmailField.tsx";
import { Form } from "../../forms/Form.tsx";
import { useShowProblems } from "../../forms/use-form-mutation.ts";
import { useFormWords } from "../../forms/messages/use-form-messages.ts";
import { readEntry } from "../../navigation/history-entry.ts";
import { Button } from "../../ui/Button.tsx";
import { News } from "../../ui/feedback/StatusMessage.tsx";
import { useAccountMutation } from "../step-up/use-step-up-mutation.ts";
import { useSettingsWords } from "../messages/use-settings-messages.ts";

interface Fields {
  email: string;
}

/** First step: the new address. */
export function ChangeEmail({ viewer }: { viewer: ViewerFieldsFragment }) {
  const words = useSettingsWords().email;
  const formWords = useFormWords();
  const [, navigate] = useLocation();
  const [parameters] = useSearchParams();
  const isChanged = readEntry("emailChanged") === true;
  const form = useForm<Fields>({ defaultValues: { email: parameters.get("email") ?? "" } });
  const { errors, isSubmitting } = form.formState;
  const changeEmail = useAccountMutation(form, ChangeEmailDocument);
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
      <p>{words.lead(viewer.email)}</p>
      <News words={isChanged ? words.changed : undefined} />
      <Form form={form} onSubmit={submit}>
        <EmailField
          label={words.newAddress}
          autoComplete="email"
          registration={form.register("email", {
            ...emailRules(formWords),
            validate: (email) => !isSameAddress(email, viewer.email) || words.same,
          })}
          error={errors.email}
        />
        <Button type="submit" busy={isSubmitting}>
          {words.send}
        </Button>
      </Form>
    </>
  );
}

function isSameAddress(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.toLowerCase();
}
