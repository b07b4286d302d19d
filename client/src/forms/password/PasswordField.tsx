import { useState } from "react";
import type { ReactNode } from "react";
import type { UseFormRegisterReturn } from "react-hook-form";
import { Icon } from "../../ui/icons/Icon.tsx";
import { Field } from "../../ui/inputs/Field.tsx";
import { useFormMessages } from "../messages/use-form-messages.ts";
import styles from "./PasswordField.module.css";

interface PasswordFieldProps {
  label?: string;
  autoComplete?: "current-password" | "new-password";
  /** A link beside the label. */
  aside?: ReactNode;
  hint?: ReactNode;
  error: string | undefined;
  registration: UseFormRegisterReturn;
}

/** A password field with a button that shows the password. */
export function PasswordField(props: PasswordFieldProps) {
  const { autoComplete = "current-password", aside, hint, error, registration } = props;
  const messages = useFormMessages().password;
  const { label = messages.label } = props;
  const [isShown, setIsShown] = useState(false);
  return (
    <Field label={label} aside={aside} hint={hint} error={error}>
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

function EyeIcon() {
  return (
    <Icon>
      <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z" />
      <circle cx="12" cy="12" r="2.8" />
    </Icon>
  );
}

function EyeOffIcon() {
  return (
    <Icon>
      <path d="M9.9 5.7A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.7 3.4M6.3 7.3A16 16 0 0 0 2.5 12s3.5 6.5 9.5 6.5a9 9 0 0 0 4.6-1.3M4 4l16 16" />
    </Icon>
  );
}
