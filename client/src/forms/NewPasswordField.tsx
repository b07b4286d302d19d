import type { FieldError, UseFormRegisterReturn } from "react-hook-form";
import { brokenPasswordRule } from "./password-rules.ts";
import { PasswordField } from "./PasswordField.tsx";
import { PasswordRules } from "./PasswordRules.tsx";
import { useFormWords } from "./use-words.ts";
import type { FormWords } from "./use-words.ts";

interface NewPasswordFieldProps {
  registration: UseFormRegisterReturn;
  error: FieldError | undefined;
  /** What has been typed so far. */
  typed: string;
  label?: string;
}

/** A password to choose, with the rules ticked while it is typed. */
export function NewPasswordField({ registration, error, typed, label }: NewPasswordFieldProps) {
  const words = useFormWords().newPassword;
  return (
    <PasswordField
      label={label ?? words.label}
      autoComplete="new-password"
      hint={<PasswordRules password={typed} />}
      error={error?.message}
      registration={registration}
    />
  );
}

export function newPasswordRules({ newPassword: words }: FormWords) {
  return { validate: (value: string) => brokenPasswordRule(value, words) ?? true };
}
