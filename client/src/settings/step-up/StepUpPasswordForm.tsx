import { useForm } from "react-hook-form";
import { SignInDocument } from "../../../generated/documents.ts";
import type { ChallengeFieldsFragment, SessionFieldsFragment } from "../../../generated/types.ts";
import { Form } from "../../forms/Form.tsx";
import { useFormMessages } from "../../forms/messages/use-form-messages.ts";
import { HiddenUsername } from "../../forms/password/HiddenUsername.tsx";
import { PasswordField } from "../../forms/password/PasswordField.tsx";
import { useFirstFieldFocus } from "../../forms/use-first-field-focus.ts";
import { useShowProblems, useSignInMutation } from "../../forms/use-form-mutation.ts";
import { Button } from "../../ui/Button.tsx";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";

interface StepUpPasswordFormProps {
  username: string;
  /** As password managers know the account. */
  email: string;
  onSignedIn: (session: SessionFieldsFragment) => Promise<void>;
  onChallenge: (challenge: ChallengeFieldsFragment) => void;
}

/** Asks for the viewer's password. The urql client must be a guest's. */
export function StepUpPasswordForm({ username, email, onSignedIn, onChallenge }: StepUpPasswordFormProps) {
  const messages = useSettingsMessages().stepUp;
  const formMessages = useFormMessages();
  const form = useForm({ defaultValues: { password: "" } });
  const { errors, isSubmitting } = form.formState;
  const signIn = useSignInMutation(form, SignInDocument);
  const showProblems = useShowProblems(form);
  useFirstFieldFocus(form, ["password"]);

  async function submit({ password }: { password: string }): Promise<void> {
    const result = (await signIn({ input: { identifier: username, password } }))?.signIn;
    switch (result?.__typename) {
      case undefined:
        return;
      case "SignedIn":
        return onSignedIn(result.session);
      case "ChallengeRequired":
        return onChallenge(result.challenge);
      case "ConfirmationRequired":
      case "PasswordResetRequired":
        return form.setError("root", { message: messages.elsewhere });
      case "Rejected":
        return showProblems(result.problems, { INVALID_CREDENTIALS: "password" });
    }
  }

  return (
    <Form form={form} onSubmit={submit}>
      <HiddenUsername email={email} />
      <PasswordField
        error={errors.password?.message}
        registration={form.register("password", { required: formMessages.password.missing })}
      />
      <Button type="submit" busy={isSubmitting}>
        {messages.continue}
      </Button>
    </Form>
  );
}
