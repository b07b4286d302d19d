import { useForm, useWatch } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { ForgotPasswordDocument } from "../../generated/documents.ts";
import { useAuthOptions } from "../auth-options/use-auth-options.ts";
import { IdentifierField, identifierRules } from "../forms/fields/IdentifierField.tsx";
import { Form } from "../forms/Form.tsx";
import { useFormMessages } from "../forms/messages/use-form-messages.ts";
import { useFirstFieldFocus } from "../forms/use-first-field-focus.ts";
import { useFormMutation, useShowProblems } from "../forms/use-form-mutation.ts";
import { Button } from "../ui/Button.tsx";
import { keepEmailInUrl, pathWithEmail, useEmailFromUrl } from "./auth-paths.ts";
import { AuthPage } from "./AuthPage.tsx";
import { useAuthMessages } from "./messages/use-auth-messages.ts";
import { sentCodeNow, useNavigationNotice } from "./navigation-notice.ts";
import type { NavigationNotice } from "./navigation-notice.ts";

interface Fields {
  identifier: string;
}

/** The first step of recovery; where the pool sends no codes, whom to ask. */
export function RequestRecoveryCode() {
  const messages = useAuthMessages().recover;
  const { passwordRecovery } = useAuthOptions();
  if (passwordRecovery.length > 0) return <RequestCode />;
  return (
    <AuthPage
      title={messages.title}
      lead={messages.closed}
      elsewhere={<Link href={pathWithEmail("/sign-in", "")}>{messages.back}</Link>}
    />
  );
}

/** Asks for the address that gets the code. */
function RequestCode() {
  const [, navigate] = useLocation();
  const messages = useAuthMessages().recover;
  const formMessages = useFormMessages();
  const { identifiers } = useAuthOptions();
  const notice = useNavigationNotice();
  const email = useEmailFromUrl();
  const form = useForm<Fields>({ defaultValues: { identifier: email } });
  const showProblems = useShowProblems(form);
  const { errors, isSubmitting } = form.formState;
  const typedEmail = useWatch({ control: form.control, name: "identifier" });
  const forgotPassword = useFormMutation(form, ForgotPasswordDocument);
  useFirstFieldFocus(form, ["identifier"]);

  async function submit(input: Fields): Promise<void> {
    const result = (await forgotPassword({ input }))?.forgotPassword;
    switch (result?.__typename) {
      case undefined:
        return;
      case "CodeSent": {
        const code = sentCodeNow(input.identifier, result.codeDelivery);
        const state: NavigationNotice = { reason: "codeSent", code };
        return navigate(pathWithEmail("/recover", input.identifier, { step: "code" }), { state });
      }
      case "Rejected":
        return showProblems(result.problems);
    }
  }

  return (
    <AuthPage
      title={messages.title}
      lead={notice?.reason === "passwordResetRequired" ? messages.resetRequired : messages.lead}
      elsewhere={<Link href={pathWithEmail("/sign-in", typedEmail)}>{messages.back}</Link>}
    >
      <Form form={form} onSubmit={submit}>
        <IdentifierField
          kinds={identifiers}
          registration={form.register("identifier", {
            ...identifierRules(identifiers, formMessages),
            ...keepEmailInUrl,
          })}
          error={errors.identifier}
        />
        <Button type="submit" busy={isSubmitting}>
          {messages.action}
        </Button>
      </Form>
    </AuthPage>
  );
}
