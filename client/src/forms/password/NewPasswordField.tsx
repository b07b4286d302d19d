import { useWatch } from "react-hook-form";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { useAuthOptions } from "../../auth-options/use-auth-options.ts";
import { useFormMessages } from "../messages/use-form-messages.ts";
import { validatePassword } from "./password-rules.ts";
import { PasswordField } from "./PasswordField.tsx";
import { PasswordRules } from "./PasswordRules.tsx";

interface NewPasswordFieldProps<Fields extends FieldValues> {
  form: UseFormReturn<Fields>;
  name: Path<Fields>;
  label?: string;
  /** Whether an account may have no password. */
  isOptional?: boolean;
}

/** A field for a new password, with the rules that it meets so far. */
export function NewPasswordField<Fields extends FieldValues>(props: NewPasswordFieldProps<Fields>) {
  const { form, name, isOptional = false } = props;
  const { newPassword: messages, attributes } = useFormMessages();
  const label = props.label ?? messages.label;
  const policy = useAuthOptions().passwordPolicy;
  const password: string = useWatch({ control: form.control, name });
  return (
    <PasswordField
      label={isOptional ? attributes.optional(label) : label}
      autoComplete="new-password"
      hint={
        isOptional && password === "" ? (
          messages.withoutOne
        ) : (
          <PasswordRules password={password} policy={policy} />
        )
      }
      error={form.getFieldState(name, form.formState).error?.message}
      registration={form.register(name, {
        validate: (value) =>
          (isOptional && value === "") || (validatePassword(value, policy, messages) ?? true),
      })}
    />
  );
}
