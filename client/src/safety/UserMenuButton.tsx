import { failureMessage, useFailureMessages } from "../failures/failure-message.ts";
import { showToast } from "../ui/feedback/toast.ts";
import { LazyMenuButton } from "../ui/menu/LazyMenuButton.tsx";
import { useSafetyMessages } from "./messages/use-safety-messages.ts";
import type { SafetySubject } from "./safety-dialog.ts";
import styles from "./UserMenuButton.module.css";

const loadMenu = async () => (await import("./UserMenu.tsx")).UserMenu;

/** Opens the menu of a user, on their profile. */
export function UserMenuButton({ user }: { user: SafetySubject }) {
  const messages = useSafetyMessages();
  const failureMessages = useFailureMessages();
  return (
    <span className={styles["button"]}>
      <LazyMenuButton
        label={messages.menu(user.handle)}
        load={loadMenu}
        menuProps={{ user }}
        onLoadFailed={() => showToast({ text: failureMessage({ kind: "unreachable" }, failureMessages) })}
      />
    </span>
  );
}
