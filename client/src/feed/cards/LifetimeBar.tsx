import { useRef } from "react";
import { useOnScreen } from "../../ui/use-on-screen.ts";
import styles from "./LifetimeBar.module.css";

interface LifetimeBarProps {
  /** From 1 (just created) to 0 (expired). */
  remaining: number;
  /** The ember glows, while it is on the screen. */
  glows: boolean;
}

/** The remaining lifetime of an activity as the lower edge of its card: a fuse that burns down to the start. */
export function LifetimeBar({ remaining, glows }: LifetimeBarProps) {
  const bar = useRef<SVGSVGElement>(null);
  const isGlowing = useOnScreen(bar, glows);
  const end = `${(remaining * 100).toFixed(1)}%`;
  return (
    <svg className={styles["bar"]} ref={bar} width="100%" height="7" aria-hidden="true">
      <rect className={styles["track"]} x="0" y="3" width="100%" height="1" />
      <rect className={styles["rest"]} x="0" y="2.5" width={end} height="2" rx="1" />
      <circle
        className={`${styles["ember"]} ${isGlowing ? styles["glowing"] : ""}`}
        cx={end}
        cy="3.5"
        r="3"
      />
    </svg>
  );
}
