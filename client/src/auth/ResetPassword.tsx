import { useForm, useWatch } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { ConfirmForgotPasswordDocument, ForgotPasswordDocument } from "../../generated/documents.ts";
import { useAuthOptions } from "../auth-options/use-auth-options.ts";
import { EmailedCodeField } from "../forms/code/EmailedCodeField.tsx";
import { ResendCode } from "../forms/code/ResendCode.tsx";
import type { ResendResult } from "../forms/code/ResendCode.tsx";
import { AccountField } from "../forms/fields/AccountField.tsx";
import { Form } from "../forms/Form.tsx";
import { NewPasswordField } from "../forms/password/NewPasswordField.tsx";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { useFormMutation, useSignInMutation, useShowProblems } from "../forms/use-form-mutation.ts";
import { useSession } from "../session/session-context.ts";
import { Button } from "../ui/Button.tsx";
import { keepEmailInUrl, pathWithEmail, useEmailFromUrl } from "./auth-paths.ts";
import { AuthPage } from "./AuthPage.tsx";
import { useAuthMessages } from "./messages/use-auth-messages.ts";
import { codeSentTo, keepSentCode, sentCodeNow, sentText, useNavigationNotice } from "./navigation-notice.ts";
import type { NavigationNotice } from "./navigation-notice.ts";
import { setPendingChallenge } from "./pending-challenge.ts";

interface Fields {
  identifier: string;
  code: string;
  newPassword: string;
}

/** The second step of recovery: the code and a new password, which sign in. */
export function ResetPassword() {
  const session = useSession();
  const [, navigate] = useLocation();
  const messages = useAuthMessages().recover;
  const { identifiers } = useAuthOptions();
  const notice = useNavigationNotice();
  const email = useEmailFromUrl();
  const form = useForm<Fields>({ defaultValues: { identifier: email, code: "", newPassword: "" } });
  const showProblems = useShowProblems(form);
  const { isSubmitting } = form.formState;
  const typedEmail = useWatch({ control: form.control, name: "identifier" });
  const confirmForgotPassword = useSignInMutation(form, ConfirmForgotPasswordDocument);
  const forgotPassword = useFormMutation(form, ForgotPasswordDocument);
  useFirstFieldFocus(form, ["identifier", "code"]);

  async function submit(input: Fields): Promise<void> {
    const result = (await confirmForgotPassword({ input }))?.confirmForgotPassword;
    switch (result?.__typename) {
      case undefined:
        return;
      case "SignedIn":
        return session.signedIn(result.session);
      case "ChallengeRequired":
        setPendingChallenge({ challenge: result.challenge, firstFactor: "PASSWORD" });
        return navigate(pathWithEmail("/challenge", input.identifier));
      case "SignInRequired": {
        const state: NavigationNotice = { reason: "passwordChanged" };
        return navigate(pathWithEmail("/sign-in", input.identifier), { state });
      }
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  async function requestCode(): Promise<ResendResult> {
    form.clearErrors();
    if (!(await form.trigger("identifier", { shouldFocus: true }))) return undefined;
    const data = await forgotPassword({ input: { identifier: form.getValues("identifier") } });
    return data?.forgotPassword;
  }

  const code = codeSentTo(typedEmail, notice);
  return (
    <AuthPage
      title={messages.chooseTitle}
      lead={sentText(code, messages.sent) ?? messages.enter}
      elsewhere={<Link href={pathWithEmail("/sign-in", typedEmail)}>{messages.back}</Link>}
    >
      <Form form={form} onSubmit={submit}>
        <AccountField form={form} name="identifier" kinds={identifiers} rules={keepEmailInUrl} />
        <EmailedCodeField form={form} name="code" />
        <NewPasswordField form={form} name="newPassword" />
        <Button type="submit" busy={isSubmitting}>
          {messages.save}
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
