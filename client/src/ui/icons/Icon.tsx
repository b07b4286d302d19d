import type { ReactNode } from "react";
import styles from "./Icon.module.css";

interface IconProps {
  filled?: boolean;
  /** It points along the line: it is mirrored where text runs from right to left. */
  isDirectional?: boolean;
  children: ReactNode;
}

/** An icon in the size and colour of the surrounding text. */
export function Icon({ filled = false, isDirectional = false, children }: IconProps) {
  return (
    <svg
      className={isDirectional ? styles["directional"] : undefined}
      viewBox="0 0 24 24"
      width="1.2em"
      height="1.2em"
      fill={filled ? "currentColor" : "none"}
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}
