import { useForm, useWatch } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { ForgotPasswordDocument } from "../../generated/documents.ts";
import { Button } from "../ui/Button.tsx";
import { sentCode, useArrival } from "./arrival.ts";
import type { Arrival } from "./arrival.ts";
import { AuthPage } from "./AuthPage.tsx";
import { EmailField, emailRules } from "./EmailField.tsx";
import { pathWithEmail, useEmailFromUrl } from "./email-in-url.ts";
import { Form } from "./Form.tsx";
import { useFormMutation, useShowProblems } from "./form-mutation.ts";
import { useFirstFieldFocus } from "./use-first-field-focus.ts";

interface Fields {
  email: string;
}

/** First step of recovery: where to send the code. */
export function RequestRecoveryCode() {
  const [, navigate] = useLocation();
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
        const parameters = new URLSearchParams({ email: input.email.trim(), step: "code" });
        return navigate(`/recover?${parameters}`, { state });
      }
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  return (
    <AuthPage
      title="Recover your password"
      lead={
        arrival?.reason === "passwordResetRequired"
          ? "Your password has been reset and a new one is needed. We will mail you a code to choose it."
          : "We will mail you a code. With it you choose a new password, and you are in."
      }
      elsewhere={<Link href={pathWithEmail("/sign-in", typedEmail)}>Back to sign-in</Link>}
    >
      <Form form={form} onSubmit={submit}>
        <EmailField registration={form.register("email", emailRules)} error={errors.email} />
        <Button type="submit" busy={isSubmitting}>
          Send the code
        </Button>
      </Form>
    </AuthPage>
  );
}
