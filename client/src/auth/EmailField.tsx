import type { FocusEvent } from "react";
import type { FieldError, UseFormRegisterReturn } from "react-hook-form";
import { TextField } from "../ui/TextField.tsx";
import { keepEmailInUrl } from "./email-in-url.ts";

interface EmailFieldProps {
  registration: UseFormRegisterReturn;
  error: FieldError | undefined;
}

/** The account's e-mail address, as password managers look for it. */
export function EmailField({ registration, error }: EmailFieldProps) {
  return (
    <TextField
      label="E-mail"
      type="email"
      inputMode="email"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      error={error?.message}
      registration={registration}
    />
  );
}

/** What react-hook-form does with the field; the API decides what an address is, the pattern only catches a slip. */
export const emailRules = {
  required: "Enter your e-mail address.",
  pattern: { value: /^\s*\S+@\S+\s*$/u, message: "Enter an e-mail address such as ada@example.com." },
  onBlur: (event: FocusEvent<HTMLInputElement>) => keepEmailInUrl(event.target.value),
};
