import styles from "./Logo.module.css";

/** A C that burns down like a fuse, with the name beside it. */
export function Logo() {
  return (
    <span className={styles["logo"]}>
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <path className={styles["ring"]} d="M24.2 8.2A11 11 0 1 0 24.2 23.8" />
        <circle className={styles["ember"]} cx="24.2" cy="8.2" r="3.4" />
      </svg>
      <span className={styles["name"]}>Cruddur</span>
    </span>
  );
}
