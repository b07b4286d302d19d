import { useWatch } from "react-hook-form";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { brokenPasswordRule } from "./password-rules.ts";
import { PasswordField } from "./PasswordField.tsx";
import { PasswordRules } from "./PasswordRules.tsx";
import { useFormWords } from "../messages/use-form-messages.ts";

interface NewPasswordFieldProps<Fields extends FieldValues> {
  form: UseFormReturn<Fields>;
  name: Path<Fields>;
  label?: string;
}

/** A password to choose, with the rules ticked while it is typed. */
export function NewPasswordField<Fields extends FieldValues>(props: NewPasswordFieldProps<Fields>) {
  const { form, name, label } = props;
  const words = useFormWords().newPassword;
  const typed: string = useWatch({ control: form.control, name });
  return (
    <PasswordField
      label={label ?? words.label}
      autoComplete="new-password"
      hint={<PasswordRules password={typed} />}
      error={form.getFieldState(name, form.formState).error?.message}
      registration={form.register(name, { validate: (value) => brokenPasswordRule(value, words) ?? true })}
    />
  );
}
