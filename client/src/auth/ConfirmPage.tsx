import { useForm, useWatch } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { ConfirmSignUpDocument, ResendConfirmationCodeDocument } from "../../generated/documents.ts";
import { useAuthOptions } from "../auth-options/use-auth-options.ts";
import { EmailedCodeField } from "../forms/code/EmailedCodeField.tsx";
import { ResendCode } from "../forms/code/ResendCode.tsx";
import type { ResendResult } from "../forms/code/ResendCode.tsx";
import { AccountField } from "../forms/fields/AccountField.tsx";
import { Form } from "../forms/Form.tsx";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { useFormMutation, useSignInMutation, useShowProblems } from "../forms/use-form-mutation.ts";
import { useSession } from "../session/session-context.ts";
import { Button } from "../ui/Button.tsx";
import { showToast } from "../ui/feedback/toast.ts";
import { keepEmailInUrl, pathWithEmail, useEmailFromUrl } from "./auth-paths.ts";
import { AuthPage } from "./AuthPage.tsx";
import { useAuthMessages } from "./messages/use-auth-messages.ts";
import type { AuthMessages } from "./messages/use-auth-messages.ts";
import { codeSentTo, keepSentCode, sentCodeNow, sentText, useNavigationNotice } from "./navigation-notice.ts";
import type { NavigationNotice, NoticeReason, SentCode } from "./navigation-notice.ts";

interface Fields {
  identifier: string;
  code: string;
}

export function ConfirmPage() {
  const session = useSession();
  const [, navigate] = useLocation();
  const messages = useAuthMessages().confirm;
  const { identifiers, signUpIsOpen } = useAuthOptions();
  const notice = useNavigationNotice();
  const email = useEmailFromUrl();
  const form = useForm<Fields>({ defaultValues: { identifier: email, code: "" } });
  const showProblems = useShowProblems(form);
  const { isSubmitting } = form.formState;
  const typedEmail = useWatch({ control: form.control, name: "identifier" });
  const code = codeSentTo(typedEmail, notice);
  const confirmSignUp = useSignInMutation(form, ConfirmSignUpDocument);
  const resendConfirmationCode = useFormMutation(form, ResendConfirmationCodeDocument);
  useFirstFieldFocus(form, ["identifier", "code"]);

  async function submit(input: Fields): Promise<void> {
    const result = (await confirmSignUp({ input }))?.confirmSignUp;
    switch (result?.__typename) {
      case undefined:
        return;
      case "SignedIn":
        showToast({
          text: messages.welcome(result.session.viewer.name),
          action: messages.gotIt,
          onAction: () => {},
        });
        return session.signedIn(result.session);
      case "SignInRequired": {
        const state: NavigationNotice = { reason: "confirmed" };
        return navigate(pathWithEmail("/sign-in", input.identifier), { state });
      }
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  async function requestCode(): Promise<ResendResult> {
    form.clearErrors();
    if (!(await form.trigger("identifier", { shouldFocus: true }))) return undefined;
    const data = await resendConfirmationCode({ input: { identifier: form.getValues("identifier") } });
    return data?.resendConfirmationCode;
  }

  return (
    <AuthPage
      title={messages.title}
      lead={leadText(messages, notice?.reason, code)}
      elsewhere={
        <>
          {signUpIsOpen && <Link href={pathWithEmail("/sign-up", typedEmail)}>{messages.again}</Link>}
          <Link href={pathWithEmail("/sign-in", typedEmail)}>{messages.signIn}</Link>
        </>
      }
    >
      <Form form={form} onSubmit={submit}>
        <AccountField form={form} name="identifier" kinds={identifiers} rules={keepEmailInUrl} />
        <EmailedCodeField form={form} name="code" submits />
        <Button type="submit" busy={isSubmitting}>
          {messages.action}
        </Button>
      </Form>
      <ResendCode
        key={typedEmail.trim()}
        sentAt={code?.sentAt}
        request={requestCode}
        onSent={(delivery) => keepSentCode(sentCodeNow(typedEmail, delivery), notice)}
      />
    </AuthPage>
  );
}

function leadText(
  messages: AuthMessages["confirm"],
  reason: NoticeReason | undefined,
  code: SentCode | undefined,
): string {
  const sent = sentText(code, messages.sent);
  if (reason === "confirmFirst") return messages.confirmFirst(sent ?? messages.enterLatest);
  return sent === undefined ? messages.enter : messages.enterSent(sent);
}
