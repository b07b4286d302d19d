import type { UseFormRegisterReturn } from "react-hook-form";
import styles from "./CheckBox.module.css";

/** A field of a form that is on or off. */
export function CheckBox({ label, registration }: { label: string; registration: UseFormRegisterReturn }) {
  return (
    <label className={styles["option"]}>
      <input {...registration} type="checkbox" />
      {label}
    </label>
  );
}
