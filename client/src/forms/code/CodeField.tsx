import type { ReactNode } from "react";
import type { FieldError, UseFormRegisterReturn } from "react-hook-form";
import { TextField } from "../../ui/inputs/TextField.tsx";
import styles from "./CodeField.module.css";
import { useFormWords } from "../messages/use-form-messages.ts";
import type { FormWords } from "../messages/use-form-messages.ts";

interface CodeFieldProps {
  registration: UseFormRegisterReturn;
  error: FieldError | undefined;
  hint?: ReactNode;
}

/** A code of digits. It may be pasted with spaces and words around it; phones offer it from the message. */
export function CodeField({ registration, error, hint }: CodeFieldProps) {
  const words = useFormWords().code;
  return (
    <div className={styles["code"]}>
      <TextField
        label={words.label}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        hint={hint}
        error={error?.message}
        registration={registration}
      />
    </div>
  );
}

/** What react-hook-form does with the field: of what was typed or pasted only the digits count. */
export function codeRules({ code: words }: FormWords) {
  return { required: words.missing, setValueAs: (value: string) => value.replaceAll(/\D/gu, "") };
}
