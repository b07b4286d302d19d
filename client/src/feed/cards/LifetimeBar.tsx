import styles from "./LifetimeBar.module.css";

interface FuseProps {
  /** 1 at the beginning, 0 at the end. */
  left: number;
  endsSoon: boolean;
}

/** The life of a post as a fuse that burns down. */
export function Fuse({ left, endsSoon }: FuseProps) {
  const end = `${(left * 100).toFixed(1)}%`;
  return (
    <svg className={styles["fuse"]} width="100%" height="8" aria-hidden="true">
      <rect className={styles["track"]} x="0" y="3" width="100%" height="2" rx="1" />
      <rect className={styles["rest"]} x="0" y="3" width={end} height="2" rx="1" />
      <circle className={`${styles["ember"]} ${endsSoon ? styles["glowing"] : ""}`} cx={end} cy="4" r="3.5" />
    </svg>
  );
}
