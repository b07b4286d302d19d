import { useForm } from "react-hook-form";
import { CodeField, codeRules } from "../forms/code/CodeField.tsx";
import { Form } from "../forms/Form.tsx";
import { useFormWords } from "../forms/messages/use-form-messages.ts";
import { Button } from "../ui/Button.tsx";
import { AuthenticatorSecret } from "./AuthenticatorSecret.tsx";
import { useAnswer } from "./use-respond-to-challenge.ts";
import type { QuestionProps } from "./use-respond-to-challenge.ts";
import { useChallengeWords } from "./messages/use-challenge-messages.ts";

/** Has the person add an authenticator app, where the user pool asks for one, and show a code of it. */
export function AuthenticatorSetUpQuestion(props: QuestionProps) {
  const words = useChallengeWords();
  const formWords = useFormWords();
  const form = useForm({ defaultValues: { code: "" } });
  const { errors, isSubmitting } = form.formState;
  const answer = useAnswer(form, props);
  const { totpSecret, otpauthUri } = props.challenge;
  return (
    <Form form={form} onSubmit={answer}>
      {totpSecret !== null && otpauthUri !== null && (
        <AuthenticatorSecret secret={totpSecret} uri={otpauthUri} />
      )}
      <CodeField
        registration={form.register("code", codeRules(formWords))}
        error={errors.code}
        hint={words.secret.enterCode}
      />
      <Button type="submit" busy={isSubmitting}>
        {words.goOn}
      </Button>
    </Form>
  );
}
