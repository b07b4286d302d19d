import type { ReactNode } from "react";
import { Button } from "./Button.tsx";
import styles from "./Problem.module.css";

interface ProblemProps {
  title: string;
  words: string;
  action: string;
  /** The action is under way. */
  busy?: boolean;
  onAction: () => void;
  /** What else there is to do. */
  children?: ReactNode;
}

/** Where content should be and is not: what happened, and what to do about it. */
export function Problem({ title, words, action, busy = false, onAction, children }: ProblemProps) {
  return (
    <section className={styles["problem"]} role="alert">
      <h2>{title}</h2>
      <p>{words}</p>
      <Button look="quiet" busy={busy} onClick={onAction}>
        {action}
      </Button>
      {children}
    </section>
  );
}
