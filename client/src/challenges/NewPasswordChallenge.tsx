import { useForm } from "react-hook-form";
import { Form } from "../forms/Form.tsx";
import { KnownUsername } from "../forms/password/HiddenUsername.tsx";
import { NewPasswordField } from "../forms/password/NewPasswordField.tsx";
import { HandleField, handleRules, NameField, nameRules } from "../forms/fields/profile-fields.tsx";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { useFormWords } from "../forms/messages/use-form-messages.ts";
import { Button } from "../ui/Button.tsx";
import { useAnswer } from "./use-respond-to-challenge.ts";
import type { QuestionProps } from "./use-respond-to-challenge.ts";
import { useChallengeWords } from "./messages/use-challenge-messages.ts";

/** Has whoever got a temporary password choose one of their own, and what else the account lacks. */
export function NewPasswordQuestion(props: QuestionProps) {
  const words = useChallengeWords();
  const formWords = useFormWords();
  const form = useForm({ defaultValues: { newPassword: "", name: "", handle: "" } });
  const { errors, isSubmitting } = form.formState;
  const answer = useAnswer(form, props);
  const asksFor = (attribute: string) => props.challenge.requiredAttributes.includes(attribute);
  useFirstFieldFocus(form, ["newPassword"]);
  return (
    <Form
      form={form}
      onSubmit={({ newPassword: chosen, name, handle }) =>
        answer({
          newPassword: chosen,
          name: asksFor("name") ? name : undefined,
          handle: asksFor("handle") ? handle : undefined,
        })
      }
    >
      <KnownUsername email={props.email} />
      <NewPasswordField form={form} name="newPassword" />
      {asksFor("name") && (
        <NameField registration={form.register("name", nameRules(formWords))} error={errors.name} />
      )}
      {asksFor("handle") && (
        <HandleField registration={form.register("handle", handleRules(formWords))} error={errors.handle} />
      )}
      <Button type="submit" busy={isSubmitting}>
        {words.savePassword}
      </Button>
    </Form>
  );
}
