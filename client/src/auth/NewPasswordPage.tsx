import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { Link, Redirect, useLocation } from "wouter";
import { RespondToChallengeDocument } from "../../generated/documents.ts";
import type { ChallengeFieldsFragment } from "../../generated/types.ts";
import { useSession } from "../session-context.ts";
import { Button } from "../ui/Button.tsx";
import { TextField } from "../ui/TextField.tsx";
import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
import type { Arrival } from "./arrival.ts";
import { AuthPage } from "./AuthPage.tsx";
import { pathWithEmail, useEmailFromUrl } from "./email-in-url.ts";
import { Form } from "./Form.tsx";
import { useSignInMutation, useShowProblems } from "./form-mutation.ts";
import { brokenPasswordRule } from "./password-rules.ts";
import { PasswordField } from "./PasswordField.tsx";
import { PasswordRules } from "./PasswordRules.tsx";
import { pendingChallenge, setPendingChallenge } from "./pending-challenge.ts";
import { HandleField, handleRules, nameRules } from "./profile-fields.tsx";
import { useFirstFieldFocus } from "./use-first-field-focus.ts";

/** Answers NEW_PASSWORD_REQUIRED. Without a challenge in memory (a reload) it starts with the sign-in again. */
export function NewPasswordPage() {
  const email = useEmailFromUrl();
  const [challenge, setChallenge] = useState(pendingChallenge);
  if (challenge === undefined) return <Redirect to={pathWithEmail("/sign-in", email)} replace />;
  return (
    <NewPasswordForm key={challenge.token} email={email} challenge={challenge} onChallenge={setChallenge} />
  );
}

interface Fields {
  newPassword: string;
  name: string;
  handle: string;
}

interface NewPasswordFormProps {
  email: string;
  challenge: ChallengeFieldsFragment;
  /** Called where one answer leads to another question. */
  onChallenge: (challenge: ChallengeFieldsFragment) => void;
}

function NewPasswordForm({ email, challenge, onChallenge }: NewPasswordFormProps) {
  const session = useSession();
  const [, navigate] = useLocation();
  const form = useForm<Fields>({ defaultValues: { newPassword: "", name: "", handle: "" } });
  const showProblems = useShowProblems(form);
  const { errors, isSubmitting } = form.formState;
  const newPassword = useWatch({ control: form.control, name: "newPassword" });
  const respondToChallenge = useSignInMutation(form, RespondToChallengeDocument);
  const asksFor = (attribute: string) => challenge.requiredAttributes.includes(attribute);
  useFirstFieldFocus(form, ["newPassword"]);

  async function submit(fields: Fields): Promise<void> {
    const result = (
      await respondToChallenge({
        input: {
          challengeToken: challenge.token,
          newPassword: fields.newPassword,
          name: asksFor("name") ? fields.name : undefined,
          handle: asksFor("handle") ? fields.handle : undefined,
        },
      })
    )?.respondToChallenge;
    switch (result?.__typename) {
      case undefined:
        return;
      case "SignedIn":
        setPendingChallenge(undefined);
        return session.signedIn(result.session);
      case "ChallengeRequired":
        setPendingChallenge(result.challenge);
        return onChallenge(result.challenge);
      case "Rejected":
        if (result.problems.some(({ code }) => code === "CHALLENGE_EXPIRED")) {
          setPendingChallenge(undefined);
          const state: Arrival = { reason: "challengeExpired" };
          return navigate(pathWithEmail("/sign-in", email), { state, replace: true });
        }
        return showProblems(result.problems);
    }
  }

  return (
    <AuthPage
      title="Choose your password"
      lead="You signed in with a temporary password. Choose your own to go on."
      elsewhere={<Link href={pathWithEmail("/sign-in", email)}>Back to sign-in</Link>}
    >
      <Form form={form} onSubmit={submit}>
        {/* For password managers: whose password this is. */}
        <VisuallyHidden>
          <input
            type="text"
            name="username"
            autoComplete="username"
            value={email}
            readOnly
            tabIndex={-1}
            aria-hidden="true"
          />
        </VisuallyHidden>
        <PasswordField
          label="New password"
          autoComplete="new-password"
          hint={<PasswordRules password={newPassword} />}
          error={errors.newPassword?.message}
          registration={form.register("newPassword", {
            validate: (value) => brokenPasswordRule(value) ?? true,
          })}
        />
        {asksFor("name") && (
          <TextField
            label="Name"
            autoComplete="name"
            error={errors.name?.message}
            registration={form.register("name", nameRules)}
          />
        )}
        {asksFor("handle") && (
          <HandleField registration={form.register("handle", handleRules)} error={errors.handle} />
        )}
        <Button type="submit" busy={isSubmitting}>
          Save and go to the feed
        </Button>
      </Form>
    </AuthPage>
  );
}
