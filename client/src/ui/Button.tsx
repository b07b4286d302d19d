import type { ComponentProps } from "react";
import styles from "./Button.module.css";

export type ButtonLook = "primary" | "quiet" | "plain" | "danger";

interface ButtonProps extends ComponentProps<"button"> {
  look?: ButtonLook;
  /** Shows a spinner and ignores clicks; the button keeps the focus. */
  busy?: boolean;
}

export function Button({
  look = "primary",
  busy = false,
  type = "button",
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type === "submit" && busy ? "button" : type}
      className={buttonClass(look)}
      aria-disabled={busy || rest["aria-disabled"]}
      aria-busy={busy}
      onClick={busy ? undefined : onClick}
    >
      {busy && <span className={styles["spinner"]} aria-hidden="true" />}
      <span className={styles["label"]}>{children}</span>
    </button>
  );
}

/** The class of a link that looks like a button. */
export function buttonClass(look: ButtonLook): string {
  return `${styles["button"]} ${styles[look]}`;
}
