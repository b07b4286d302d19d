import type { FieldError, UseFormRegisterReturn } from "react-hook-form";
import { countCodePoints } from "../feed/count-code-points.ts";
import { TextField } from "../ui/TextField.tsx";

interface HandleFieldProps {
  registration: UseFormRegisterReturn;
  error: FieldError | undefined;
}

/** The handle, without its @. */
export function HandleField({ registration, error }: HandleFieldProps) {
  return (
    <TextField
      label="Handle"
      autoComplete="nickname"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={31}
      hint="How others mention you: 3 to 30 letters a–z, digits and _."
      error={error?.message}
      registration={registration}
    />
  );
}

export const handleRules = {
  required: "Choose a handle.",
  setValueAs: (value: string) => value.trim().replace(/^@/u, "").toLowerCase(),
  pattern: { value: /^[a-z0-9_]{3,30}$/iu, message: "Use 3 to 30 of the letters a–z, digits and _." },
};

export const nameRules = {
  required: "Enter the name that others will see.",
  validate: (name: string) => countCodePoints(name.trim()) <= 100 || "Use 100 characters or fewer.",
};
