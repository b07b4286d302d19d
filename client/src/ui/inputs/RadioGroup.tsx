import type { UseFormRegisterReturn } from "react-hook-form";
import { useId } from "react";
import { AlertIcon } from "../icons/icons.tsx";
import styles from "./RadioGroup.module.css";

interface RadioGroupProps {
  legend: string;
  options: readonly { value: string; label: string }[];
  registration: UseFormRegisterReturn;
  error: string | undefined;
}

/** A field of a form: one of a few options, all of them visible. */
export function RadioGroup({ legend, options, registration, error }: RadioGroupProps) {
  const id = useId();
  return (
    <fieldset className={styles["group"]} aria-describedby={error === undefined ? undefined : id}>
      <legend className={styles["legend"]}>{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value} className={styles["option"]}>
          <input {...registration} type="radio" value={value} />
          {label}
        </label>
      ))}
      {error !== undefined && (
        <p className={styles["error"]} id={id} role="alert">
          <AlertIcon />
          {error}
        </p>
      )}
    </fieldset>
  );
}
