import { useState } from "react";
import type { ReactNode } from "react";
import type { UseFormRegisterReturn } from "react-hook-form";
import { Field } from "../../ui/inputs/Field.tsx";
import { EyeIcon, EyeOffIcon } from "../../ui/icons/form-icons.tsx";
import { useFormWords } from "../messages/use-form-messages.ts";
import styles from "./PasswordField.module.css";

interface PasswordFieldProps {
  label?: string;
  autoComplete?: "current-password" | "new-password";
  hint?: ReactNode;
  error: string | undefined;
  registration: UseFormRegisterReturn;
}

/** A password, hidden until its owner wants to see it; pasting and password managers are welcome. */
export function PasswordField(props: PasswordFieldProps) {
  const { autoComplete = "current-password", hint, error, registration } = props;
  const words = useFormWords().password;
  const { label = words.label } = props;
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error}>
      {(field) => (
        <span className={styles["password"]}>
          <input
            {...field}
            {...registration}
            type={shown ? "text" : "password"}
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
          />
          <button
            className={styles["toggle"]}
            type="button"
            aria-pressed={shown}
            aria-label={words.show(label)}
            onClick={() => setShown(!shown)}
          >
            {shown ? <EyeOffIcon /> : <EyeIcon />}
          </button>
        </span>
      )}
    </Field>
  );
}
