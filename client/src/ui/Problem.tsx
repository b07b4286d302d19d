import { Button } from "./Button.tsx";
import styles from "./Problem.module.css";

interface ProblemProps {
  title: string;
  words: string;
  action: string;
  onAction: () => void;
}

/** Where content should be and is not: what happened, and what to do about it. */
export function Problem({ title, words, action, onAction }: ProblemProps) {
  return (
    <section className={styles["problem"]} role="alert">
      <h2>{title}</h2>
      <p>{words}</p>
      <Button look="quiet" onClick={onAction}>
        {action}
      </Button>
    </section>
  );
}
