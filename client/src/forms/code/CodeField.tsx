import type { ReactNode } from "react";
import type { FieldError, UseFormRegisterReturn } from "react-hook-form";
import { TextField } from "../../ui/inputs/TextField.tsx";
import { useFormMessages } from "../messages/use-form-messages.ts";
import type { FormMessages } from "../messages/use-form-messages.ts";
import styles from "./CodeField.module.css";

interface CodeFieldProps {
  registration: UseFormRegisterReturn;
  error: FieldError | undefined;
  hint?: ReactNode;
}

/** A field for a code of digits, which may be pasted with other text. Phones suggest the code from the message. */
export function CodeField({ registration, error, hint }: CodeFieldProps) {
  const messages = useFormMessages().code;
  return (
    <div className={styles["code"]}>
      <TextField
        label={messages.label}
        dir="ltr"
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

/** Options for react-hook-form: keeps only the digits, of any script. The server reads them. */
export function codeRules({ code: messages }: FormMessages) {
  return { required: messages.missing, setValueAs: (value: string) => value.replaceAll(/\P{Nd}/gu, "") };
}
