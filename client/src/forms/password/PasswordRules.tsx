import { CheckIcon } from "../../ui/icons/form-icons.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useFormMessages } from "../messages/use-form-messages.ts";
import type { PasswordPolicy } from "./password-rules.ts";
import { passwordRules } from "./password-rules.ts";
import styles from "./PasswordRules.module.css";

/** The rules for a new password, with a tick for each that is met. */
export function PasswordRules({ password, policy }: { password: string; policy: PasswordPolicy }) {
  const messages = useFormMessages().newPassword;
  return (
    <ul className={styles["rules"]}>
      {passwordRules(policy, messages).map((rule) => {
        const isMet = password !== "" && rule.isMet(password);
        return (
          <li key={rule.text} className={isMet ? styles["met"] : undefined}>
            <span className={styles["tick"]} aria-hidden="true">
              {isMet && <CheckIcon />}
            </span>
            {rule.text}
            {isMet && <VisuallyHidden>{messages.met}</VisuallyHidden>}
          </li>
        );
      })}
      <li>{messages.tip}</li>
    </ul>
  );
}
