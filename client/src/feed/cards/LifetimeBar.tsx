import styles from "./LifetimeBar.module.css";

interface LifetimeBarProps {
  /** From 1 (just created) to 0 (expired). */
  remaining: number;
  endsSoon: boolean;
}

/** The remaining lifetime of an activity as a bar, which is drawn as a burning fuse. */
export function LifetimeBar({ remaining, endsSoon }: LifetimeBarProps) {
  const end = `${(remaining * 100).toFixed(1)}%`;
  return (
    <svg className={styles["bar"]} width="100%" height="8" aria-hidden="true">
      <rect className={styles["track"]} x="0" y="3" width="100%" height="2" rx="1" />
      <rect className={styles["rest"]} x="0" y="3" width={end} height="2" rx="1" />
      <circle className={`${styles["ember"]} ${endsSoon ? styles["glowing"] : ""}`} cx={end} cy="4" r="3.5" />
    </svg>
  );
}
