import type { FieldError, UseFormRegisterReturn } from "react-hook-form";
import { TextField } from "../../ui/inputs/TextField.tsx";
import { useFormWords } from "../messages/use-form-messages.ts";
import type { FormWords } from "../messages/use-form-messages.ts";

interface EmailFieldProps {
  registration: UseFormRegisterReturn;
  error: FieldError | undefined;
  label?: string;
  /** `username`: the account's address as password managers look for it. `email`: another. */
  autoComplete?: "username" | "email";
}

/** An e-mail address. */
export function EmailField({ registration, error, label, autoComplete = "username" }: EmailFieldProps) {
  const words = useFormWords().email;
  return (
    <TextField
      label={label ?? words.label}
      type="email"
      inputMode="email"
      autoComplete={autoComplete}
      autoCapitalize="none"
      spellCheck={false}
      error={error?.message}
      registration={registration}
    />
  );
}

/** What react-hook-form does with the field; the API decides what an address is, the pattern only catches a slip. */
export function emailRules({ email: words }: FormWords) {
  return { required: words.missing, pattern: { value: /^\s*\S+@\S+\s*$/u, message: words.odd } };
}
