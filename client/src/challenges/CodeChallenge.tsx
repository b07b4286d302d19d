import { useForm } from "react-hook-form";
import { CodeField, codeRules } from "../forms/code/CodeField.tsx";
import { Form } from "../forms/Form.tsx";
import { MailedCodeField } from "../forms/code/EmailedCodeField.tsx";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { useFormWords } from "../forms/messages/use-form-messages.ts";
import { Button } from "../ui/Button.tsx";
import { useAnswer } from "./use-respond-to-challenge.ts";
import type { QuestionProps } from "./use-respond-to-challenge.ts";
import { useChallengeWords } from "./messages/use-challenge-messages.ts";

/** Asks for a code: of the authenticator app, or of a mail. */
export function CodeQuestion(props: QuestionProps) {
  const words = useChallengeWords();
  const formWords = useFormWords();
  const form = useForm({ defaultValues: { code: "" } });
  const { errors, isSubmitting } = form.formState;
  const answer = useAnswer(form, props);
  useFirstFieldFocus(form, ["code"]);
  const Field = props.challenge.name === "EMAIL_OTP" ? MailedCodeField : CodeField;
  return (
    <Form form={form} onSubmit={answer}>
      <Field registration={form.register("code", codeRules(formWords))} error={errors.code} />
      <Button type="submit" busy={isSubmitting}>
        {words.goOn}
      </Button>
    </Form>
  );
}
