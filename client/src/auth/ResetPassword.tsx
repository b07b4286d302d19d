import { useForm, useWatch } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { ConfirmForgotPasswordDocument, ForgotPasswordDocument } from "../../generated/documents.ts";
import { useSession } from "../session/session-context.ts";
import { Button } from "../ui/Button.tsx";
import { codeFor, useArrival } from "./navigation-notice.ts";
import type { Arrival } from "./navigation-notice.ts";
import { AuthPage } from "./AuthPage.tsx";
import { codeRules } from "../forms/code/CodeField.tsx";
import { MailedCodeField } from "../forms/code/EmailedCodeField.tsx";
import { EmailField, emailRules } from "../forms/fields/EmailField.tsx";
import { keptInUrl, pathWithEmail, useEmailFromUrl } from "./auth-paths.ts";
import { Form } from "../forms/Form.tsx";
import { useFormMutation, useSignInMutation, useShowProblems } from "../forms/use-form-mutation.ts";
import { NewPasswordField } from "../forms/password/NewPasswordField.tsx";
import { setPendingChallenge } from "./pending-challenge.ts";
import { ResendCode } from "../forms/code/ResendCode.tsx";
import type { CodeRequest } from "../forms/code/ResendCode.tsx";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { useFormWords } from "../forms/messages/use-form-messages.ts";
import { useAuthWords } from "./messages/use-auth-messages.ts";

interface Fields {
  email: string;
  code: string;
  newPassword: string;
}

/** Second step of recovery: the code and a new password, which sign the person in. */
export function ChooseRecoveredPassword() {
  const session = useSession();
  const [, navigate] = useLocation();
  const words = useAuthWords().recover;
  const formWords = useFormWords();
  const arrival = useArrival();
  const email = useEmailFromUrl();
  const form = useForm<Fields>({ defaultValues: { email, code: "", newPassword: "" } });
  const showProblems = useShowProblems(form);
  const { errors, isSubmitting } = form.formState;
  const typedEmail = useWatch({ control: form.control, name: "email" });
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
        return navigate(pathWithEmail("/challenge", input.email));
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
      title={words.chooseTitle}
      lead={code === undefined ? words.enter : words.sent(code.destination)}
      elsewhere={
        <>
          <Link href={pathWithEmail("/recover", typedEmail)}>{words.otherAddress}</Link>
          <Link href={pathWithEmail("/sign-in", typedEmail)}>{words.back}</Link>
        </>
      }
    >
      <Form form={form} onSubmit={submit}>
        <EmailField
          registration={form.register("email", { ...emailRules(formWords), ...keptInUrl })}
          error={errors.email}
        />
        <MailedCodeField registration={form.register("code", codeRules(formWords))} error={errors.code} />
        <NewPasswordField form={form} name="newPassword" />
        <Button type="submit" busy={isSubmitting}>
          {words.save}
        </Button>
      </Form>
      <ResendCode key={typedEmail.trim()} sentAt={code?.sentAt} request={requestCode} />
    </AuthPage>
  );
}
