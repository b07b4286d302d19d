import type { FieldError, UseFormRegisterReturn } from "react-hook-form";
import { countCodePoints } from "../count-code-points.ts";
import { TextField } from "../../ui/inputs/TextField.tsx";
import { useFormWords } from "../messages/use-form-messages.ts";
import type { FormWords } from "../messages/use-form-messages.ts";

const LONGEST_NAME = 100;

interface ProfileFieldProps {
  registration: UseFormRegisterReturn;
  error: FieldError | undefined;
}

/** The name that others see. */
export function NameField({ registration, error }: ProfileFieldProps) {
  const words = useFormWords().name;
  return (
    <TextField label={words.label} autoComplete="name" error={error?.message} registration={registration} />
  );
}

/** The handle, without its @. */
export function HandleField({ registration, error }: ProfileFieldProps) {
  const words = useFormWords().handle;
  return (
    <TextField
      label={words.label}
      autoComplete="nickname"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={31}
      hint={words.hint}
      error={error?.message}
      registration={registration}
    />
  );
}

export function handleRules({ handle: words }: FormWords) {
  return {
    required: words.missing,
    setValueAs: (value: string) => value.trim().replace(/^@/u, "").toLowerCase(),
    pattern: { value: /^[a-z0-9_]{3,30}$/iu, message: words.odd },
  };
}

export function nameRules({ name: words }: FormWords) {
  return {
    required: words.missing,
    validate: (name: string) => countCodePoints(name.trim()) <= LONGEST_NAME || words.tooLong(LONGEST_NAME),
  };
}
