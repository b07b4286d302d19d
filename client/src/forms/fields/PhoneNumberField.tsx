import type { FieldError, UseFormRegisterReturn } from "react-hook-form";
import { TextField } from "../../ui/inputs/TextField.tsx";
import { useFormMessages } from "../messages/use-form-messages.ts";
import type { FormMessages } from "../messages/use-form-messages.ts";

interface PhoneNumberFieldProps {
  registration: UseFormRegisterReturn;
  error: FieldError | undefined;
  /** `username` for the number that the account signs in by. */
  autoComplete?: "username" | "username webauthn" | "tel";
}

export function PhoneNumberField({ registration, error, autoComplete = "tel" }: PhoneNumberFieldProps) {
  const messages = useFormMessages().phoneNumber;
  return (
    <TextField
      label={messages.label}
      type="tel"
      dir="ltr"
      inputMode="tel"
      autoComplete={autoComplete}
      hint={messages.hint}
      error={error?.message}
      registration={registration}
    />
  );
}

/** Options for react-hook-form. The pattern only catches typing errors; the API validates the number. */
export function phoneNumberRules({ phoneNumber: messages }: FormMessages) {
  return {
    required: messages.missing,
    pattern: { value: /^\s*\+[\p{Nd}\s()./\p{Pd}]{5,}$/u, message: messages.invalid },
  };
}
