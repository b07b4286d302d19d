import { useForm, useWatch } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { ForgotPasswordDocument } from "../../generated/documents.ts";
import { Button } from "../ui/Button.tsx";
import { sentCode, useArrival } from "./navigation-notice.ts";
import type { Arrival } from "./navigation-notice.ts";
import { AuthPage } from "./AuthPage.tsx";
import { EmailField, emailRules } from "../forms/fields/EmailField.tsx";
import { keptInUrl, pathWithEmail, useEmailFromUrl } from "./auth-paths.ts";
import { Form } from "../forms/Form.tsx";
import { useFormMutation, useShowProblems } from "../forms/use-form-mutation.ts";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { useFormWords } from "../forms/messages/use-form-messages.ts";
import { useAuthWords } from "./messages/use-auth-messages.ts";

interface Fields {
  email: string;
}

/** First step of recovery: where to send the code. */
export function RequestRecoveryCode() {
  const [, navigate] = useLocation();
  const words = useAuthWords().recover;
  const formWords = useFormWords();
  const arrival = useArrival();
  const email = useEmailFromUrl();
  const form = useForm<Fields>({ defaultValues: { email } });
  const showProblems = useShowProblems(form);
  const { errors, isSubmitting } = form.formState;
  const typedEmail = useWatch({ control: form.control, name: "email" });
  const forgotPassword = useFormMutation(form, ForgotPasswordDocument);
  useFirstFieldFocus(form, ["email"]);

  async function submit(input: Fields): Promise<void> {
    const result = (await forgotPassword({ input }))?.forgotPassword;
    switch (result?.__typename) {
      case undefined:
        return;
      case "CodeSent": {
        const code = sentCode(input.email, result.codeDelivery.destination);
        const state: Arrival = { reason: "codeSent", code };
        return navigate(pathWithEmail("/recover", input.email, { step: "code" }), { state });
      }
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  return (
    <AuthPage
      title={words.title}
      lead={arrival?.reason === "passwordResetRequired" ? words.resetRequired : words.lead}
      elsewhere={<Link href={pathWithEmail("/sign-in", typedEmail)}>{words.back}</Link>}
    >
      <Form form={form} onSubmit={submit}>
        <EmailField
          registration={form.register("email", { ...emailRules(formWords), ...keptInUrl })}
          error={errors.email}
        />
        <Button type="submit" busy={isSubmitting}>
          {words.action}
        </Button>
      </Form>
    </AuthPage>
  );
}
