import { useForm, useWatch } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { SignInDocument } from "../../generated/documents.ts";
import { useSession, useSessionState } from "../session/session-context.ts";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/feedback/Notice.tsx";
import { sentCode, useArrival } from "./navigation-notice.ts";
import type { Arrival } from "./navigation-notice.ts";
import { AuthPage } from "./AuthPage.tsx";
import { EmailField, emailRules } from "../forms/fields/EmailField.tsx";
import { keptInUrl, pathWithEmail, useEmailFromUrl } from "./auth-paths.ts";
import { Form } from "../forms/Form.tsx";
import { useSignInMutation, useShowProblems } from "../forms/use-form-mutation.ts";
import { PasswordField } from "../forms/password/PasswordField.tsx";
import { setPendingChallenge } from "./pending-challenge.ts";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { useFormWords } from "../forms/messages/use-form-messages.ts";
import { useAuthWords } from "./messages/use-auth-messages.ts";
import type { AuthWords } from "./messages/use-auth-messages.ts";

interface Fields {
  email: string;
  password: string;
}

export function SignInPage() {
  const session = useSession();
  const sessionState = useSessionState();
  const [, navigate] = useLocation();
  const words = useAuthWords().signIn;
  const formWords = useFormWords();
  const arrival = useArrival();
  const email = useEmailFromUrl();
  const form = useForm<Fields>({ defaultValues: { email, password: "" } });
  const showProblems = useShowProblems(form);
  const { errors, isSubmitting } = form.formState;
  const typedEmail = useWatch({ control: form.control, name: "email" });
  const signIn = useSignInMutation(form, SignInDocument);
  useFirstFieldFocus(form, ["email", "password"]);

  function goTo(path: string, state?: Arrival): void {
    navigate(pathWithEmail(path, form.getValues("email")), { state });
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
          code: result.codeDelivery ? sentCode(input.email, result.codeDelivery.destination) : undefined,
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
  const notice = arrival ? noticeOf(arrival, words) : hasEnded ? words.ended : undefined;
  return (
    <AuthPage
      title={words.title}
      lead={words.lead}
      elsewhere={
        <>
          <Link href={pathWithEmail("/sign-up", typedEmail)}>{words.join}</Link>
          <Link href={pathWithEmail("/recover", typedEmail)}>{words.recover}</Link>
        </>
      }
    >
      {notice !== undefined && <Notice tone="news">{notice}</Notice>}
      <Form form={form} onSubmit={submit}>
        <EmailField
          registration={form.register("email", { ...emailRules(formWords), ...keptInUrl })}
          error={errors.email}
        />
        <PasswordField
          error={errors.password?.message}
          registration={form.register("password", { required: formWords.password.missing })}
        />
        <Button type="submit" busy={isSubmitting}>
          {words.action}
        </Button>
      </Form>
    </AuthPage>
  );
}

/** What a person is told who was sent here. */
function noticeOf({ reason }: Arrival, words: AuthWords["signIn"]): string | undefined {
  switch (reason) {
    case "confirmed":
    case "passwordChanged":
    case "challengeExpired":
    case "accountDeleted":
      return words[reason];
    default:
      return undefined;
  }
}
