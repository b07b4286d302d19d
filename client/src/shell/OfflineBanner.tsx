import { useSyncExternalStore } from "react";
import styles from "./OfflineBanner.module.css";
import { useShellWords } from "./messages/use-shell-messages.ts";

/** Says so while this device is offline. */
export function Connection() {
  const words = useShellWords();
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <output className={styles["connection"]}>
      {!isOnline && <span className={styles["notice"]}>{words.offline}</span>}
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
