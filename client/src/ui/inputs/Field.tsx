import type { ReactNode } from "react";
import { useId } from "react";
import { AlertIcon } from "../icons/icons.tsx";
import styles from "./Field.module.css";

/** Attributes that associate an input with its label, hint and error. */
export interface FieldInputProps {
  id: string;
  className: string | undefined;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
}

interface FieldProps {
  label: string;
  /** A link beside the label. The keyboard reaches it after the input. */
  aside?: ReactNode;
  hint?: ReactNode;
  error: string | undefined;
  children: (input: FieldInputProps) => ReactNode;
}

/** A labelled input with a hint and an error, which is announced. */
export function Field({ label, aside, hint, error, children }: FieldProps) {
  const id = useId();
  const descriptions = [error !== undefined && `${id}-error`, hint !== undefined && `${id}-hint`].filter(
    Boolean,
  );
  return (
    <div className={styles["field"]}>
      <label className={styles["label"]} htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        className: styles["input"],
        "aria-invalid": error !== undefined,
        "aria-describedby": descriptions.length > 0 ? descriptions.join(" ") : undefined,
      })}
      {error !== undefined && (
        <p className={styles["error"]} id={`${id}-error`} role="alert">
          <AlertIcon />
          {error}
        </p>
      )}
      {hint !== undefined && (
        <div className={styles["hint"]} id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {aside !== undefined && <div className={styles["aside"]}>{aside}</div>}
    </div>
  );
}
