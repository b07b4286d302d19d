import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { Link, useLocation } from "wouter";
import { SignUpDocument } from "../../generated/documents.ts";
import type { AuthOptions } from "../auth-options/load-auth-options.ts";
import { useAuthOptions } from "../auth-options/use-auth-options.ts";
import { AttributeField, attributeRules } from "../forms/fields/AttributeField.tsx";
import { toAttributes, toAttributeValues } from "../forms/fields/attribute-values.ts";
import type { AttributeValues } from "../forms/fields/attribute-values.ts";
import { EmailField, emailRules } from "../forms/fields/EmailField.tsx";
import { PhoneNumberField, phoneNumberRules } from "../forms/fields/PhoneNumberField.tsx";
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
  phoneNumber: string;
  attributes: AttributeValues;
  password: string;
}

const FORM = "sign-up";
const storedFields = ["name", "handle"] as const;

export function SignUpPage() {
  const options = useAuthOptions();
  // Also after an answer that says so: the pool may have been closed meanwhile.
  const [isClosed, setIsClosed] = useState(!options.signUpIsOpen);
  return isClosed ? <ClosedSignUp /> : <SignUp options={options} onClosed={() => setIsClosed(true)} />;
}

/** Says that people may not sign up by themselves. */
function ClosedSignUp() {
  const messages = useAuthMessages().signUp;
  return (
    <AuthPage
      title={messages.closedTitle}
      lead={messages.closed}
      elsewhere={<Link href={pathWithEmail("/sign-in", "")}>{messages.signIn}</Link>}
    />
  );
}

function SignUp({ options, onClosed }: { options: AuthOptions; onClosed: () => void }) {
  const [, navigate] = useLocation();
  const session = useSession();
  const messages = useAuthMessages().signUp;
  const formMessages = useFormMessages();
  const typedBefore = useEmailFromUrl();
  const { identifiers, signUpFields, requiredAttributes, optionalAttributes, passwordIsRequired } = options;
  const attributeFields = [...requiredAttributes, ...optionalAttributes];
  const hasEmail = signUpFields.includes("EMAIL");
  const hasPhoneNumber = signUpFields.includes("PHONE_NUMBER");
  const form = useForm<Fields>({
    defaultValues: {
      name: "",
      handle: "",
      ...restoreFields(FORM),
      email: typedBefore.includes("@") ? typedBefore : "",
      phoneNumber: typedBefore.startsWith("+") ? typedBefore : "",
      attributes: toAttributeValues(attributeFields.map(({ name }) => name)),
      password: "",
    },
  });
  const showProblems = useShowProblems(form);
  const { errors, isSubmitting } = form.formState;
  const typedEmail = useWatch({ control: form.control, name: "email" });
  const signUp = useSignInMutation(form, SignUpDocument);
  const removeStoredFields = useStoredFields(form, FORM, storedFields);
  useFirstFieldFocus(form, ["name", "handle", hasEmail ? "email" : "password", "password"]);

  async function submit({ name, handle, email, phoneNumber, attributes, password }: Fields): Promise<void> {
    const input = {
      name,
      handle,
      ...(password !== "" && { password }),
      ...(hasEmail && { email }),
      ...(hasPhoneNumber && { phoneNumber }),
      ...(attributeFields.length > 0 && { attributes: toAttributes(attributes) }),
    };
    const result = (await signUp({ input }))?.signUp;
    switch (result?.__typename) {
      case undefined:
        return;
      case "CodeSent": {
        removeStoredFields();
        const code = sentCodeNow(result.identifier, result.codeDelivery);
        const state: NavigationNotice = { reason: "codeSent", code };
        return navigate(pathWithEmail("/confirm", result.identifier), { state });
      }
      case "SignedIn":
        removeStoredFields();
        return session.signedIn(result.session);
      case "SignInRequired": {
        removeStoredFields();
        const state: NavigationNotice = { reason: "confirmed" };
        return navigate(pathWithEmail("/sign-in", result.identifier), { state });
      }
      case "Rejected":
        if (result.problems.some(({ code }) => code === "SIGN_UP_CLOSED")) return onClosed();
        return showProblems(result.problems);
    }
  }

  return (
    <AuthPage
      title={messages.title}
      lead={hasEmail && !hasPhoneNumber && attributeFields.length === 0 ? messages.lead : messages.shortLead}
      elsewhere={<Link href={pathWithEmail("/sign-in", typedEmail)}>{messages.signIn}</Link>}
    >
      <Form form={form} onSubmit={submit}>
        <NameField registration={form.register("name", nameRules(formMessages))} error={errors.name} />
        <HandleField
          registration={form.register("handle", handleRules(formMessages))}
          error={errors.handle}
          isUsername={identifiers.includes("USERNAME")}
        />
        {hasEmail && (
          <EmailField
            registration={form.register("email", { ...emailRules(formMessages), ...keepEmailInUrl })}
            error={errors.email}
            autoComplete={identifiers.includes("USERNAME") ? "email" : "username"}
          />
        )}
        {hasPhoneNumber && (
          <PhoneNumberField
            registration={form.register("phoneNumber", phoneNumberRules(formMessages))}
            error={errors.phoneNumber}
          />
        )}
        {attributeFields.map(({ name, type }, index) => (
          <AttributeField
            key={name}
            name={name}
            type={type}
            isOptional={index >= requiredAttributes.length}
            registration={form.register(
              `attributes.${index}.value`,
              index < requiredAttributes.length ? attributeRules(name, formMessages) : {},
            )}
            error={errors.attributes?.[index]?.value}
          />
        ))}
        <NewPasswordField
          form={form}
          name="password"
          label={formMessages.password.label}
          isOptional={!passwordIsRequired}
        />
        <Button type="submit" busy={isSubmitting}>
          {messages.action}
        </Button>
      </Form>
    </AuthPage>
  );
}
