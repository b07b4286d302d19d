import { useForm, useWatch } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { ConfirmSignUpDocument, ResendConfirmationCodeDocument } from "../../generated/documents.ts";
import { useSession } from "../session-context.ts";
import { Button } from "../ui/Button.tsx";
import { codeFor, useArrival } from "./arrival.ts";
import type { Arrival, ArrivalReason, SentCode } from "./arrival.ts";
import { AuthPage } from "./AuthPage.tsx";
import { CodeField, codeRules } from "./CodeField.tsx";
import { EmailField, emailRules } from "./EmailField.tsx";
import { pathWithEmail, useEmailFromUrl } from "./email-in-url.ts";
import { Form } from "./Form.tsx";
import { useFormMutation, useSignInMutation, useShowProblems } from "./form-mutation.ts";
import { ResendCode } from "./ResendCode.tsx";
import type { CodeRequest } from "./ResendCode.tsx";
import { useFirstFieldFocus } from "./use-first-field-focus.ts";

interface Fields {
  email: string;
  code: string;
}

export function ConfirmPage() {
  const session = useSession();
  const [, navigate] = useLocation();
  const arrival = useArrival();
  const email = useEmailFromUrl();
  const form = useForm<Fields>({ defaultValues: { email, code: "" } });
  const showProblems = useShowProblems(form);
  const { errors, isSubmitting } = form.formState;
  const typedEmail = useWatch({ control: form.control, name: "email" });
  const code = codeFor(typedEmail, arrival);
  const confirmSignUp = useSignInMutation(form, ConfirmSignUpDocument);
  const resendConfirmationCode = useFormMutation(form, ResendConfirmationCodeDocument);
  useFirstFieldFocus(form, ["email", "code"]);

  async function submit(input: Fields): Promise<void> {
    const result = (await confirmSignUp({ input }))?.confirmSignUp;
    switch (result?.__typename) {
      case undefined:
        return;
      case "SignedIn":
        return session.signedIn(result.session);
      case "SignInRequired": {
        const state: Arrival = { reason: "confirmed" };
        return navigate(pathWithEmail("/sign-in", input.email), { state });
      }
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  async function requestCode(): Promise<CodeRequest> {
    form.clearErrors();
    if (!(await form.trigger("email", { shouldFocus: true }))) return undefined;
    const data = await resendConfirmationCode({ input: { email: form.getValues("email") } });
    return data?.resendConfirmationCode;
  }

  return (
    <AuthPage
      title="Confirm your address"
      lead={leadFor(arrival?.reason, code)}
      elsewhere={
        <>
          <Link href={pathWithEmail("/sign-up", typedEmail)}>Start again</Link>
          <Link href={pathWithEmail("/sign-in", typedEmail)}>Sign in</Link>
        </>
      }
    >
      <Form form={form} onSubmit={submit}>
        <EmailField registration={form.register("email", emailRules)} error={errors.email} />
        <CodeField registration={form.register("code", codeRules)} error={errors.code} />
        <Button type="submit" busy={isSubmitting}>
          Confirm and go to the feed
        </Button>
      </Form>
      <ResendCode key={typedEmail.trim()} sentAt={code?.sentAt} request={requestCode} />
    </AuthPage>
  );
}

function leadFor(reason: ArrivalReason | undefined, code: SentCode | undefined): string {
  const sent = code === undefined ? undefined : `We sent a code to ${code.destination}.`;
  if (reason === "confirmFirst") {
    return `Your password is right; the address is not confirmed yet. ${sent ?? "Enter the latest code that we sent you."}`;
  }
  return sent === undefined ? "Enter the code that we sent you." : `${sent} Enter it here and you are in.`;
}
