import { CheckIcon } from "../../ui/icons/form-icons.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { passwordRules } from "./password-rules.ts";
import { useFormWords } from "../messages/use-form-messages.ts";
import styles from "./PasswordRules.module.css";

/** The rules for a new password, ticked while it is typed. */
export function PasswordRules({ password }: { password: string }) {
  const words = useFormWords().newPassword;
  return (
    <ul className={styles["rules"]}>
      {passwordRules.map((rule) => {
        const met = password !== "" && rule.holds(password);
        return (
          <li key={rule.words(words)} className={met ? styles["met"] : undefined}>
            <span className={styles["tick"]} aria-hidden="true">
              {met && <CheckIcon />}
            </span>
            {rule.words(words)}
            {met && <VisuallyHidden>{words.met}</VisuallyHidden>}
          </li>
        );
      })}
      <li>{words.tip}</li>
    </ul>
  );
}
