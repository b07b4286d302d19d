import { useForm, useWatch } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { ConfirmForgotPasswordDocument, ForgotPasswordDocument } from "../../generated/documents.ts";
import { useSession } from "../session-context.ts";
import { Button } from "../ui/Button.tsx";
import { codeFor, useArrival } from "./arrival.ts";
import type { Arrival } from "./arrival.ts";
import { AuthPage } from "./AuthPage.tsx";
import { CodeField, codeRules } from "./CodeField.tsx";
import { EmailField, emailRules } from "./EmailField.tsx";
import { pathWithEmail, useEmailFromUrl } from "./email-in-url.ts";
import { Form } from "./Form.tsx";
import { useFormMutation, useSignInMutation, useShowProblems } from "./form-mutation.ts";
import { brokenPasswordRule } from "./password-rules.ts";
import { PasswordField } from "./PasswordField.tsx";
import { PasswordRules } from "./PasswordRules.tsx";
import { setPendingChallenge } from "./pending-challenge.ts";
import { ResendCode } from "./ResendCode.tsx";
import type { CodeRequest } from "./ResendCode.tsx";
import { useFirstFieldFocus } from "./use-first-field-focus.ts";

interface Fields {
  email: string;
  code: string;
  newPassword: string;
}

/** Second step of recovery: the code and a new password, which sign the person in. */
export function ChooseRecoveredPassword() {
  const session = useSession();
  const [, navigate] = useLocation();
  const arrival = useArrival();
  const email = useEmailFromUrl();
  const form = useForm<Fields>({ defaultValues: { email, code: "", newPassword: "" } });
  const showProblems = useShowProblems(form);
  const { errors, isSubmitting } = form.formState;
  const [typedEmail, newPassword] = useWatch({ control: form.control, name: ["email", "newPassword"] });
  const confirmForgotPassword = useSignInMutation(form, ConfirmForgotPasswordDocument);
  const forgotPassword = useFormMutation(form, ForgotPasswordDocument);
  useFirstFieldFocus(form, ["email", "code"]);

  async function submit(input: Fields): Promise<void> {
    const result = (await confirmForgotPassword({ input }))?.confirmForgotPassword;
    switch (result?.__typename) {
      case undefined:
        return;
      case "SignedIn":
        return session.signedIn(result.session);
      case "ChallengeRequired":
        setPendingChallenge(result.challenge);
        return navigate(pathWithEmail("/new-password", input.email));
      case "SignInRequired": {
        const state: Arrival = { reason: "passwordChanged" };
        return navigate(pathWithEmail("/sign-in", input.email), { state });
      }
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  async function requestCode(): Promise<CodeRequest> {
    form.clearErrors();
    if (!(await form.trigger("email", { shouldFocus: true }))) return undefined;
    const data = await forgotPassword({ input: { email: form.getValues("email") } });
    return data?.forgotPassword;
  }

  const code = codeFor(typedEmail, arrival);
  return (
    <AuthPage
      title="Choose a new password"
      lead={
        code === undefined
          ? "Enter the code that we sent you, and a new password."
          : `If there is an account, a code is on its way to ${code.destination}.`
      }
      elsewhere={
        <>
          <Link href={pathWithEmail("/recover", typedEmail)}>Another address</Link>
          <Link href={pathWithEmail("/sign-in", typedEmail)}>Back to sign-in</Link>
        </>
      }
    >
      <Form form={form} onSubmit={submit}>
        <EmailField registration={form.register("email", emailRules)} error={errors.email} />
        <CodeField registration={form.register("code", codeRules)} error={errors.code} />
        <PasswordField
          label="New password"
          autoComplete="new-password"
          hint={<PasswordRules password={newPassword} />}
          error={errors.newPassword?.message}
          registration={form.register("newPassword", {
            validate: (value) => brokenPasswordRule(value) ?? true,
          })}
        />
        <Button type="submit" busy={isSubmitting}>
          Save and sign in
        </Button>
      </Form>
      <ResendCode key={typedEmail.trim()} sentAt={code?.sentAt} request={requestCode} />
    </AuthPage>
  );
}
