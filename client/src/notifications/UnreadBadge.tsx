import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
import { countLabel } from "../i18n/count-label.ts";
import { useUnreadCount } from "./unread.ts";
import styles from "./UnreadBadge.module.css";

/** The number of unread notifications, at the icon of the link to them; nothing if there are none. */
export function UnreadBadge({ unread }: { unread: string }) {
  const count = useUnreadCount();
  if (count === 0) return null;
  return (
    <span className={styles["badge"]}>
      {countLabel(count)}
      <VisuallyHidden> {unread}</VisuallyHidden>
    </span>
  );
}
