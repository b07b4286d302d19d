import { CheckIcon } from "../ui/icons.tsx";
import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
import { passwordRules } from "./password-rules.ts";
import styles from "./PasswordRules.module.css";

/** The rules for a new password, ticked while it is typed. */
export function PasswordRules({ password }: { password: string }) {
  return (
    <ul className={styles["rules"]}>
      {passwordRules.map(({ words, holds }) => {
        const met = password !== "" && holds(password);
        return (
          <li key={words} className={met ? styles["met"] : undefined}>
            <span className={styles["tick"]} aria-hidden="true">
              {met && <CheckIcon />}
            </span>
            {words}
            {met && <VisuallyHidden>: met</VisuallyHidden>}
          </li>
        );
      })}
      <li>A few words that do not belong together make a good one.</li>
    </ul>
  );
}
