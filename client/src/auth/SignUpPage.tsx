import { useForm, useWatch } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { SignUpDocument } from "../../generated/documents.ts";
import { Button } from "../ui/Button.tsx";
import { TextField } from "../ui/TextField.tsx";
import { sentCode } from "./arrival.ts";
import type { Arrival } from "./arrival.ts";
import { AuthPage } from "./AuthPage.tsx";
import { EmailField, emailRules } from "./EmailField.tsx";
import { pathWithEmail, useEmailFromUrl } from "./email-in-url.ts";
import { Form } from "./Form.tsx";
import { useFormMutation, useShowProblems } from "./form-mutation.ts";
import { HandleField, handleRules, nameRules } from "./profile-fields.tsx";
import { brokenPasswordRule } from "./password-rules.ts";
import { PasswordField } from "./PasswordField.tsx";
import { PasswordRules } from "./PasswordRules.tsx";
import { useFirstFieldFocus } from "./use-first-field-focus.ts";

interface Fields {
  name: string;
  handle: string;
  email: string;
  password: string;
}

export function SignUpPage() {
  const [, navigate] = useLocation();
  const email = useEmailFromUrl();
  const form = useForm<Fields>({ defaultValues: { name: "", handle: "", email, password: "" } });
  const showProblems = useShowProblems(form);
  const { errors, isSubmitting } = form.formState;
  const [typedEmail, password] = useWatch({ control: form.control, name: ["email", "password"] });
  const signUp = useFormMutation(form, SignUpDocument);
  useFirstFieldFocus(form, ["name"]);

  async function submit(input: Fields): Promise<void> {
    const result = (await signUp({ input }))?.signUp;
    switch (result?.__typename) {
      case undefined:
        return;
      case "CodeSent": {
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
      title="Join Cruddur"
      lead="A name, a handle, and an address to confirm. It takes a minute."
      elsewhere={<Link href={pathWithEmail("/sign-in", typedEmail)}>Have an account? Sign in</Link>}
    >
      <Form form={form} onSubmit={submit}>
        <TextField
          label="Name"
          autoComplete="name"
          error={errors.name?.message}
          registration={form.register("name", nameRules)}
        />
        <HandleField registration={form.register("handle", handleRules)} error={errors.handle} />
        <EmailField registration={form.register("email", emailRules)} error={errors.email} />
        <PasswordField
          label="Password"
          autoComplete="new-password"
          hint={<PasswordRules password={password} />}
          error={errors.password?.message}
          registration={form.register("password", { validate: (value) => brokenPasswordRule(value) ?? true })}
        />
        <Button type="submit" busy={isSubmitting}>
          Join
        </Button>
      </Form>
    </AuthPage>
  );
}
