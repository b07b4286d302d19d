import { useForm } from "react-hook-form";
import { SignInDocument } from "../../../generated/documents.ts";
import type { ChallengeFieldsFragment, SessionFieldsFragment } from "../../../generated/types.ts";
import { Form } from "../../forms/Form.tsx";
import { useShowProblems, useSignInMutation } from "../../forms/use-form-mutation.ts";
import { KnownUsername } from "../../forms/password/HiddenUsername.tsx";
import { PasswordField } from "../../forms/password/PasswordField.tsx";
import { useFirstFieldFocus } from "../../forms/use-first-field-focus.ts";
import { useFormWords } from "../../forms/messages/use-form-messages.ts";
import { Button } from "../../ui/Button.tsx";
import { useSettingsWords } from "../messages/use-settings-messages.ts";

interface PasswordAgainProps {
  email: string;
  onSignedIn: (session: SessionFieldsFragment) => Promise<void>;
  onChallenge: (challenge: ChallengeFieldsFragment) => void;
}

/** The password of whoever is signed in; the urql client must be a guest's. */
export function PasswordAgain({ email, onSignedIn, onChallenge }: PasswordAgainProps) {
  const words = useSettingsWords().freshSignIn;
  const formWords = useFormWords();
  const form = useForm({ defaultValues: { password: "" } });
  const { errors, isSubmitting } = form.formState;
  const signIn = useSignInMutation(form, SignInDocument);
  const showProblems = useShowProblems(form);
  useFirstFieldFocus(form, ["password"]);

  async function submit({ password }: { password: string }): Promise<void> {
    const result = (await signIn({ input: { email, password } }))?.signIn;
    switch (result?.__typename) {
      case undefined:
        return;
      case "SignedIn":
        return onSignedIn(result.session);
      case "ChallengeRequired":
        return onChallenge(result.challenge);
      case "ConfirmationRequired":
      case "PasswordResetRequired":
        return form.setError("root", { message: words.elsewhere });
      case "Rejected":
        return showProblems(result.problems, { INVALID_CREDENTIALS: "password" });
    }
  }

  return (
    <Form form={form} onSubmit={submit}>
      <KnownUsername email={email} />
      <PasswordField
        error={errors.password?.message}
        registration={form.register("password", { required: formWords.password.missing })}
      />
      <Button type="submit" busy={isSubmitting}>
        {words.goOn}
      </Button>
    </Form>
  );
}
