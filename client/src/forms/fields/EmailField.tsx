import type { FieldError, UseFormRegisterReturn } from "react-hook-form";
import { TextField } from "../../ui/inputs/TextField.tsx";
import { useFormMessages } from "../messages/use-form-messages.ts";
import type { FormMessages } from "../messages/use-form-messages.ts";

interface EmailFieldProps {
  registration: UseFormRegisterReturn;
  error: FieldError | undefined;
  label?: string;
  /** `username` for the account's address, which password managers look for; `email` for another address. */
  autoComplete?: "username" | "username webauthn" | "email";
}

export function EmailField({ registration, error, label, autoComplete = "username" }: EmailFieldProps) {
  const messages = useFormMessages().email;
  return (
    <TextField
      label={label ?? messages.label}
      type="email"
      dir="ltr"
      inputMode="email"
      autoComplete={autoComplete}
      autoCapitalize="none"
      spellCheck={false}
      error={error?.message}
      registration={registration}
    />
  );
}

/** Options for react-hook-form. The pattern only catches typing errors; the API validates the address. */
export function emailRules({ email: messages }: FormMessages) {
  return {
    required: messages.missing,
    pattern: { value: /^\s*[^\s@]+@\S+\s*$/u, message: messages.invalid },
  };
}
