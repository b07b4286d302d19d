import { useSyncExternalStore } from "react";
import { useShellMessages } from "./messages/use-shell-messages.ts";
import styles from "./OfflineBanner.module.css";

export function OfflineBanner() {
  const messages = useShellMessages();
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <output className={styles["connection"]}>
      {!isOnline && <span className={styles["notice"]}>{messages.offline}</span>}
    </output>
  );
}

function subscribe(listener: () => void): () => void {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}
