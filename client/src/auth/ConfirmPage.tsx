import { useForm, useWatch } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { ConfirmSignUpDocument, ResendConfirmationCodeDocument } from "../../generated/documents.ts";
import { useSession } from "../session/session-context.ts";
import { Button } from "../ui/Button.tsx";
import { codeFor, useArrival } from "./navigation-notice.ts";
import type { Arrival, ArrivalReason, SentCode } from "./navigation-notice.ts";
import { AuthPage } from "./AuthPage.tsx";
import { codeRules } from "../forms/code/CodeField.tsx";
import { MailedCodeField } from "../forms/code/EmailedCodeField.tsx";
import { EmailField, emailRules } from "../forms/fields/EmailField.tsx";
import { keptInUrl, pathWithEmail, useEmailFromUrl } from "./auth-paths.ts";
import { Form } from "../forms/Form.tsx";
import { useFormMutation, useSignInMutation, useShowProblems } from "../forms/use-form-mutation.ts";
import { ResendCode } from "../forms/code/ResendCode.tsx";
import type { CodeRequest } from "../forms/code/ResendCode.tsx";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { useFormWords } from "../forms/messages/use-form-messages.ts";
import { useAuthWords } from "./messages/use-auth-messages.ts";
import type { AuthWords } from "./messages/use-auth-messages.ts";

interface Fields {
  email: string;
  code: string;
}

export function ConfirmPage() {
  const session = useSession();
  const [, navigate] = useLocation();
  const words = useAuthWords().confirm;
  const formWords = useFormWords();
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
      title={words.title}
      lead={leadFor(words, arrival?.reason, code)}
      elsewhere={
        <>
          <Link href={pathWithEmail("/sign-up", typedEmail)}>{words.again}</Link>
          <Link href={pathWithEmail("/sign-in", typedEmail)}>{words.signIn}</Link>
        </>
      }
    >
      <Form form={form} onSubmit={submit}>
        <EmailField
          registration={form.register("email", { ...emailRules(formWords), ...keptInUrl })}
          error={errors.email}
        />
        <MailedCodeField registration={form.register("code", codeRules(formWords))} error={errors.code} />
        <Button type="submit" busy={isSubmitting}>
          {words.action}
        </Button>
      </Form>
      <ResendCode key={typedEmail.trim()} sentAt={code?.sentAt} request={requestCode} />
    </AuthPage>
  );
}

function leadFor(
  words: AuthWords["confirm"],
  reason: ArrivalReason | undefined,
  code: SentCode | undefined,
): string {
  const sent = code && words.sent(code.destination);
  if (reason === "confirmFirst") return words.confirmFirst(sent ?? words.enterLatest);
  return sent === undefined ? words.enter : words.enterSent(sent);
}
