import type { UseFormRegisterReturn } from "react-hook-form";
import { useId } from "react";
import styles from "./RadioGroup.module.css";
import { AlertIcon } from "../icons/icons.tsx";

interface ChoicesProps {
  legend: string;
  options: readonly { value: string; words: string }[];
  registration: UseFormRegisterReturn;
  error: string | undefined;
}

/** One of a few, all of them in view. */
export function Choices({ legend, options, registration, error }: ChoicesProps) {
  const id = useId();
  return (
    <fieldset className={styles["choices"]} aria-describedby={error === undefined ? undefined : id}>
      <legend className={styles["legend"]}>{legend}</legend>
      {options.map(({ value, words }) => (
        <label key={value} className={styles["choice"]}>
          <input {...registration} type="radio" value={value} />
          {words}
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
