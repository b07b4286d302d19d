import { useForm, useWatch } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { SignInDocument } from "../../generated/documents.ts";
import { useAuthOptions } from "../auth-options/use-auth-options.ts";
import { IdentifierField, identifierRules } from "../forms/fields/IdentifierField.tsx";
import { Form } from "../forms/Form.tsx";
import { useFormMessages } from "../forms/messages/use-form-messages.ts";
import { PasswordField } from "../forms/password/PasswordField.tsx";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { useSignInMutation, useShowProblems } from "../forms/use-form-mutation.ts";
import { useSession, useSessionState } from "../session/session-context.ts";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/feedback/Notice.tsx";
import { keepEmailInUrl, pathWithEmail, useEmailFromUrl } from "./auth-paths.ts";
import { AuthPage } from "./AuthPage.tsx";
import { useAuthMessages } from "./messages/use-auth-messages.ts";
import type { AuthMessages } from "./messages/use-auth-messages.ts";
import { sentCodeNow, useNavigationNotice } from "./navigation-notice.ts";
import type { NavigationNotice } from "./navigation-notice.ts";
import { setPendingChallenge } from "./pending-challenge.ts";

interface Fields {
  identifier: string;
  password: string;
}

export function SignInPage() {
  return useNavigationNotice()?.reason === "accountDeleted" ? <AccountDeleted /> : <SignIn />;
}

/** The end of an account: nothing welcomes the person back. */
function AccountDeleted() {
  const { deleted, confirm } = useAuthMessages();
  return (
    <AuthPage
      title={deleted.title}
      lead={deleted.lead}
      elsewhere={
        <>
          <Link href="/">{deleted.toFeed}</Link>
          <Link href="/sign-in">{confirm.signIn}</Link>
        </>
      }
    />
  );
}

function SignIn() {
  const session = useSession();
  const sessionState = useSessionState();
  const [, navigate] = useLocation();
  const messages = useAuthMessages().signIn;
  const formMessages = useFormMessages();
  const { identifiers, signUpIsOpen, passwordRecovery } = useAuthOptions();
  const notice = useNavigationNotice();
  const email = useEmailFromUrl();
  const form = useForm<Fields>({ defaultValues: { identifier: email, password: "" } });
  const showProblems = useShowProblems(form);
  const { errors, isSubmitting } = form.formState;
  const typedEmail = useWatch({ control: form.control, name: "identifier" });
  const signIn = useSignInMutation(form, SignInDocument);
  useFirstFieldFocus(form, ["identifier", "password"]);

  function goTo(path: string, state?: NavigationNotice): void {
    navigate(pathWithEmail(path, form.getValues("identifier")), { state });
  }

  async function submit(input: Fields): Promise<void> {
    const result = (await signIn({ input }))?.signIn;
    switch (result?.__typename) {
      case undefined:
        return;
      case "SignedIn":
        return session.signedIn(result.session);
      case "ConfirmationRequired":
        return goTo("/confirm", {
          reason: "confirmFirst",
          code: result.codeDelivery ? sentCodeNow(input.identifier, result.codeDelivery) : undefined,
        });
      case "PasswordResetRequired":
        return goTo("/recover", { reason: "passwordResetRequired" });
      case "ChallengeRequired":
        setPendingChallenge(result.challenge);
        return goTo("/challenge");
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  const hasEnded = sessionState.status === "guest" && sessionState.ended;
  const text = notice ? noticeText(notice, messages) : hasEnded ? messages.ended : undefined;
  return (
    <AuthPage
      title={messages.title}
      lead={messages.lead}
      elsewhere={signUpIsOpen && <Link href={pathWithEmail("/sign-up", typedEmail)}>{messages.join}</Link>}
    >
      {text !== undefined && <Notice tone="info">{text}</Notice>}
      <Form form={form} onSubmit={submit}>
        <IdentifierField
          kinds={identifiers}
          registration={form.register("identifier", {
            ...identifierRules(identifiers, formMessages),
            ...keepEmailInUrl,
          })}
          error={errors.identifier}
        />
        <PasswordField
          aside={
            passwordRecovery.length > 0 && (
              <Link href={pathWithEmail("/recover", typedEmail)}>{messages.recover}</Link>
            )
          }
          error={errors.password?.message}
          registration={form.register("password", { required: formMessages.password.missing })}
        />
        <Button type="submit" busy={isSubmitting}>
          {messages.action}
        </Button>
      </Form>
    </AuthPage>
  );
}

/** The message for somebody who was sent here by another page. */
function noticeText({ reason }: NavigationNotice, messages: AuthMessages["signIn"]): string | undefined {
  switch (reason) {
    case "confirmed":
    case "passwordChanged":
    case "challengeExpired":
      return messages[reason];
    default:
      return undefined;
  }
}
