import type { FieldError, UseFormRegisterReturn } from "react-hook-form";
import { isLocal } from "./is-local.ts";
import { TextField } from "../ui/TextField.tsx";
import styles from "./CodeField.module.css";

interface CodeFieldProps {
  registration: UseFormRegisterReturn;
  error: FieldError | undefined;
}

/** The code from the mail. It may be pasted with spaces; phones offer it from the message. */
export function CodeField({ registration, error }: CodeFieldProps) {
  return (
    <div className={styles["code"]}>
      <TextField
        label="Code"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        hint={
          isLocal(location.hostname) ? (
            <>
              Running locally: the mail is in the{" "}
              <a href="/inbox" target="_blank" rel="noreferrer">
                inbox
              </a>
              .
            </>
          ) : undefined
        }
        error={error?.message}
        registration={registration}
      />
    </div>
  );
}

/** What react-hook-form checks before the API does. */
export const codeRules = {
  required: "Enter the code from the mail.",
  setValueAs: (value: string) => value.replaceAll(/[\s-]/gu, ""),
  pattern: { value: /^\d+$/u, message: "The code has digits only." },
};
