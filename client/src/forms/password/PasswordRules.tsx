import { CheckIcon } from "../../ui/icons/form-icons.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useFormMessages } from "../messages/use-form-messages.ts";
import { passwordRules } from "./password-rules.ts";
import styles from "./PasswordRules.module.css";

/** The rules for a new password, with a tick for each that is met. */
export function PasswordRules({ password }: { password: string }) {
  const messages = useFormMessages().newPassword;
  return (
    <ul className={styles["rules"]}>
      {passwordRules.map((rule) => {
        const isMet = password !== "" && rule.isMet(password);
        return (
          <li key={rule.message(messages)} className={isMet ? styles["met"] : undefined}>
            <span className={styles["tick"]} aria-hidden="true">
              {isMet && <CheckIcon />}
            </span>
            {rule.message(messages)}
            {isMet && <VisuallyHidden>{messages.met}</VisuallyHidden>}
          </li>
        );
      })}
      <li>{messages.tip}</li>
    </ul>
  );
}
