import { useForm, useWatch } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { SignUpDocument } from "../../generated/documents.ts";
import { Button } from "../ui/Button.tsx";
import { sentCode } from "./navigation-notice.ts";
import type { Arrival } from "./navigation-notice.ts";
import { AuthPage } from "./AuthPage.tsx";
import { EmailField, emailRules } from "../forms/fields/EmailField.tsx";
import { keptInUrl, pathWithEmail, useEmailFromUrl } from "./auth-paths.ts";
import { Form } from "../forms/Form.tsx";
import { useFormMutation, useShowProblems } from "../forms/use-form-mutation.ts";
import { keptFields, useKeptFields } from "../forms/restore-fields.ts";
import { HandleField, handleRules, NameField, nameRules } from "../forms/fields/profile-fields.tsx";
import { NewPasswordField } from "../forms/password/NewPasswordField.tsx";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { useFormWords } from "../forms/messages/use-form-messages.ts";
import { useAuthWords } from "./messages/use-auth-messages.ts";

interface Fields {
  name: string;
  handle: string;
  email: string;
  password: string;
}

const FORM = "sign-up";
const keptOfForm = ["name", "handle"] as const;

export function SignUpPage() {
  const [, navigate] = useLocation();
  const words = useAuthWords().signUp;
  const formWords = useFormWords();
  const email = useEmailFromUrl();
  const form = useForm<Fields>({
    defaultValues: { name: "", handle: "", ...keptFields(FORM), email, password: "" },
  });
  const showProblems = useShowProblems(form);
  const { errors, isSubmitting } = form.formState;
  const typedEmail = useWatch({ control: form.control, name: "email" });
  const signUp = useFormMutation(form, SignUpDocument);
  const forgetFields = useKeptFields(form, FORM, keptOfForm);
  useFirstFieldFocus(form, ["name", "handle", "email", "password"]);

  async function submit(input: Fields): Promise<void> {
    const result = (await signUp({ input }))?.signUp;
    switch (result?.__typename) {
      case undefined:
        return;
      case "CodeSent": {
        forgetFields();
        const code = sentCode(input.email, result.codeDelivery.destination);
        const state: Arrival = { reason: "codeSent", code };
        return navigate(pathWithEmail("/confirm", input.email), { state });
      }
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  return (
    <AuthPage
      title={words.title}
      lead={words.lead}
      elsewhere={<Link href={pathWithEmail("/sign-in", typedEmail)}>{words.signIn}</Link>}
    >
      <Form form={form} onSubmit={submit}>
        <NameField registration={form.register("name", nameRules(formWords))} error={errors.name} />
        <HandleField registration={form.register("handle", handleRules(formWords))} error={errors.handle} />
        <EmailField
          registration={form.register("email", { ...emailRules(formWords), ...keptInUrl })}
          error={errors.email}
        />
        <NewPasswordField form={form} name="password" label={formWords.password.label} />
        <Button type="submit" busy={isSubmitting}>
          {words.action}
        </Button>
      </Form>
    </AuthPage>
  );
}
