import { useForm, useWatch } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { SignInDocument } from "../../generated/documents.ts";
import { useSession } from "../session-context.ts";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";
import { sentCode, useArrival } from "./arrival.ts";
import type { Arrival, ArrivalReason } from "./arrival.ts";
import { AuthPage } from "./AuthPage.tsx";
import { EmailField, emailRules } from "./EmailField.tsx";
import { pathWithEmail, useEmailFromUrl } from "./email-in-url.ts";
import { Form } from "./Form.tsx";
import { useSignInMutation, useShowProblems } from "./form-mutation.ts";
import { PasswordField } from "./PasswordField.tsx";
import { setPendingChallenge } from "./pending-challenge.ts";
import { useFirstFieldFocus } from "./use-first-field-focus.ts";

interface Fields {
  email: string;
  password: string;
}

const wordsOfArrival: Partial<Record<ArrivalReason, string>> = {
  confirmed: "Your address is confirmed. Sign in with your password.",
  passwordChanged: "Your new password is set. Sign in with it.",
  challengeExpired: "Choosing a new password took too long. Sign in again to go on.",
};

export function SignInPage() {
  const session = useSession();
  const [, navigate] = useLocation();
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
        return goTo("/new-password");
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  const notice = arrival && wordsOfArrival[arrival.reason];
  return (
    <AuthPage
      title="Welcome back"
      lead="Sign in to read what members write, and to post."
      elsewhere={
        <>
          <Link href={pathWithEmail("/sign-up", typedEmail)}>New here? Join Cruddur</Link>
          <Link href={pathWithEmail("/recover", typedEmail)}>Forgot your password?</Link>
        </>
      }
    >
      {notice !== undefined && <Notice tone="news">{notice}</Notice>}
      <Form form={form} onSubmit={submit}>
        <EmailField registration={form.register("email", emailRules)} error={errors.email} />
        <PasswordField
          label="Password"
          autoComplete="current-password"
          error={errors.password?.message}
          registration={form.register("password", { required: "Enter your password." })}
        />
        <Button type="submit" busy={isSubmitting}>
          Sign in
        </Button>
      </Form>
    </AuthPage>
  );
}
