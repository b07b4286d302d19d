import { useForm } from "react-hook-form";
import { SignInDocument } from "../../../generated/documents.ts";
import type { FirstFactor, SessionFieldsFragment, SignInInput } from "../../../generated/types.ts";
import { useAuthOptions } from "../../auth-options/use-auth-options.ts";
import type { SignInProgress } from "../../challenges/sign-in-progress.ts";
import { usableFactors } from "../../first-factors/first-factor.ts";
import { FirstFactorButtons } from "../../first-factors/FirstFactorButtons.tsx";
import { useFirstFactorChoice } from "../../first-factors/use-first-factor-choice.ts";
import { Form } from "../../forms/Form.tsx";
import { useFormMessages } from "../../forms/messages/use-form-messages.ts";
import { HiddenUsername } from "../../forms/password/HiddenUsername.tsx";
import { PasswordField } from "../../forms/password/PasswordField.tsx";
import { useFirstFieldFocus } from "../../forms/use-first-field-focus.ts";
import { useShowProblems, useSignInMutation } from "../../forms/use-form-mutation.ts";
import { Button } from "../../ui/Button.tsx";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";

interface StepUpFormProps {
  username: string;
  /** As password managers know the account. */
  email: string;
  onSignedIn: (session: SessionFieldsFragment) => Promise<void>;
  onProgress: (progress: SignInProgress) => void;
}

/** Asks for the viewer's password, or for what the pool takes in its place. The urql client must be a guest's. */
export function StepUpForm({ username, email, onSignedIn, onProgress }: StepUpFormProps) {
  const messages = useSettingsMessages().stepUp;
  const formMessages = useFormMessages();
  const factors = usableFactors(useAuthOptions().firstFactors);
  const form = useForm({ defaultValues: { password: "" } });
  const { errors, isSubmitting } = form.formState;
  const signIn = useSignInMutation(form, SignInDocument);
  const showProblems = useShowProblems(form);
  useFirstFieldFocus(form, ["password"]);

  async function send(input: SignInInput, firstFactor: FirstFactor): Promise<void> {
    const result = (await signIn({ input }))?.signIn;
    switch (result?.__typename) {
      case undefined:
        return;
      case "SignedIn":
        return onSignedIn(result.session);
      case "ChallengeRequired":
        return onProgress({ challenge: result.challenge, firstFactor });
      case "Rejected":
        return showProblems(result.problems, { INVALID_CREDENTIALS: "password" });
      case "ConfirmationRequired":
      case "PasswordResetRequired":
        return form.setError("root", { message: messages.elsewhere });
    }
  }

  const [starting, choose] = useFirstFactorChoice(isSubmitting, async (preferred) => {
    form.clearErrors();
    await send({ identifier: username, preferred }, preferred);
  });

  return (
    <>
      <Form form={form} onSubmit={({ password }) => send({ identifier: username, password }, "PASSWORD")}>
        <HiddenUsername email={email} />
        <PasswordField
          error={errors.password?.message}
          registration={form.register("password", { required: formMessages.password.missing })}
        />
        <Button type="submit" busy={isSubmitting}>
          {messages.continue}
        </Button>
      </Form>
      <FirstFactorButtons
        factors={factors.filter((factor) => factor !== "PASSWORD")}
        starting={starting}
        onChoose={choose}
      />
    </>
  );
}
