import { useSyncExternalStore } from "react";
import { useUiWords } from "./use-words.ts";
import styles from "./OfflineNotice.module.css";

/** Says that the device is offline, for as long as it is; over the page, so that nothing moves. */
export function OfflineNotice() {
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  const words = useUiWords();
  return (
    <div className={styles["place"]} role="status">
      {!isOnline && <p className={styles["notice"]}>{words.offline}</p>}
    </div>
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
