import { useState } from "react";
import type { ReactNode } from "react";
import type { UseFormRegisterReturn } from "react-hook-form";
import { EyeIcon, EyeOffIcon } from "../../ui/icons/form-icons.tsx";
import { Field } from "../../ui/inputs/Field.tsx";
import { useFormMessages } from "../messages/use-form-messages.ts";
import styles from "./PasswordField.module.css";

interface PasswordFieldProps {
  label?: string;
  autoComplete?: "current-password" | "new-password";
  hint?: ReactNode;
  error: string | undefined;
  registration: UseFormRegisterReturn;
}

/** A password field with a button that shows the password. */
export function PasswordField(props: PasswordFieldProps) {
  const { autoComplete = "current-password", hint, error, registration } = props;
  const messages = useFormMessages().password;
  const { label = messages.label } = props;
  const [isShown, setIsShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error}>
      {(field) => (
        <span className={styles["password"]}>
          <input
            {...field}
            {...registration}
            type={isShown ? "text" : "password"}
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
          />
          <button
            className={styles["toggle"]}
            type="button"
            aria-pressed={isShown}
            aria-label={messages.show(label)}
            onClick={() => setIsShown(!isShown)}
          >
            {isShown ? <EyeOffIcon /> : <EyeIcon />}
          </button>
        </span>
      )}
    </Field>
  );
}
