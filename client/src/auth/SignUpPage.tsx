import { useForm, useWatch } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { SignUpDocument } from "../../generated/documents.ts";
import { EmailField, emailRules } from "../forms/fields/EmailField.tsx";
import { HandleField, handleRules, NameField, nameRules } from "../forms/fields/profile-fields.tsx";
import { Form } from "../forms/Form.tsx";
import { useFormMessages } from "../forms/messages/use-form-messages.ts";
import { NewPasswordField } from "../forms/password/NewPasswordField.tsx";
import { restoreFields, useStoredFields } from "../forms/restore-fields.ts";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { useShowProblems, useSignInMutation } from "../forms/use-form-mutation.ts";
import { useSession } from "../session/session-context.ts";
import { Button } from "../ui/Button.tsx";
import { keepEmailInUrl, pathWithEmail, useEmailFromUrl } from "./auth-paths.ts";
import { AuthPage } from "./AuthPage.tsx";
import { useAuthMessages } from "./messages/use-auth-messages.ts";
import { sentCodeNow } from "./navigation-notice.ts";
import type { NavigationNotice } from "./navigation-notice.ts";

interface Fields {
  name: string;
  handle: string;
  email: string;
  password: string;
}

const FORM = "sign-up";
const storedFields = ["name", "handle"] as const;

export function SignUpPage() {
  const [, navigate] = useLocation();
  const session = useSession();
  const messages = useAuthMessages().signUp;
  const formMessages = useFormMessages();
  const email = useEmailFromUrl();
  const form = useForm<Fields>({
    defaultValues: { name: "", handle: "", ...restoreFields(FORM), email, password: "" },
  });
  const showProblems = useShowProblems(form);
  const { errors, isSubmitting } = form.formState;
  const typedEmail = useWatch({ control: form.control, name: "email" });
  const signUp = useSignInMutation(form, SignUpDocument);
  const removeStoredFields = useStoredFields(form, FORM, storedFields);
  useFirstFieldFocus(form, ["name", "handle", "email", "password"]);

  async function submit(input: Fields): Promise<void> {
    const result = (await signUp({ input }))?.signUp;
    switch (result?.__typename) {
      case undefined:
        return;
      case "CodeSent": {
        removeStoredFields();
        const code = sentCodeNow(input.email, result.codeDelivery.destination);
        const state: NavigationNotice = { reason: "codeSent", code };
        return navigate(pathWithEmail("/confirm", input.email), { state });
      }
      case "SignedIn":
        removeStoredFields();
        return session.signedIn(result.session);
      case "SignInRequired": {
        removeStoredFields();
        const state: NavigationNotice = { reason: "confirmed" };
        return navigate(pathWithEmail("/sign-in", input.email), { state });
      }
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  return (
    <AuthPage
      title={messages.title}
      lead={messages.lead}
      elsewhere={<Link href={pathWithEmail("/sign-in", typedEmail)}>{messages.signIn}</Link>}
    >
      <Form form={form} onSubmit={submit}>
        <NameField registration={form.register("name", nameRules(formMessages))} error={errors.name} />
        <HandleField
          registration={form.register("handle", handleRules(formMessages))}
          error={errors.handle}
        />
        <EmailField
          registration={form.register("email", { ...emailRules(formMessages), ...keepEmailInUrl })}
          error={errors.email}
        />
        <NewPasswordField form={form} name="password" label={formMessages.password.label} />
        <Button type="submit" busy={isSubmitting}>
          {messages.action}
        </Button>
      </Form>
    </AuthPage>
  );
}
