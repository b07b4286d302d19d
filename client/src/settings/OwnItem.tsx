import type { ReactNode } from "react";
import { useNow } from "../ui/use-now.ts";
import styles from "./OwnItem.module.css";
import { TimeAgo } from "./TimeAgo.tsx";

const TICK_MS = 60_000;

interface OwnItemProps {
  name: string;
  /** Beside the name, as that it is this device. */
  badge?: string | undefined;
  /** What happened when, as ISO 8601; an event that did not happen has no time. */
  events: readonly { label: string; at: string | null }[];
  /** A button, in a form of its own. */
  children?: ReactNode;
}

/** An item of a list of what somebody owns: a session, a passkey, a device. */
export function OwnItem({ name, badge, events, children }: OwnItemProps) {
  const now = useNow(TICK_MS);
  const happened = events.flatMap(({ label, at }) => (at === null ? [] : [{ label, at }]));
  return (
    <li className={styles["item"]}>
      <div>
        <p className={styles["name"]}>
          <bdi>{name}</bdi>
          {badge !== undefined && <span className={styles["current"]}>{badge}</span>}
        </p>
        <p className={styles["times"]}>
          {happened.map(({ label, at }, index) => (
            <span key={label}>
              {index > 0 && " · "}
              {label} <TimeAgo iso={at} now={now} />
            </span>
          ))}
        </p>
      </div>
      {children}
    </li>
  );
}
