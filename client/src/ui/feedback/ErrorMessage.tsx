import type { ReactNode } from "react";
import { Button } from "../Button.tsx";
import styles from "./ErrorMessage.module.css";

interface ProblemProps {
  title: string;
  /** It is all that there is on the page. */
  isPage?: boolean;
  words: string;
  action: string;
  /** The action is under way. */
  busy?: boolean;
  onAction: () => void;
  /** What else there is to do. */
  children?: ReactNode;
}

/** Where content should be and is not: what happened, and what to do about it. */
export function Problem(props: ProblemProps) {
  const { title, isPage = false, words, action, busy = false, onAction, children } = props;
  const Heading = isPage ? "h1" : "h2";
  return (
    <section className={styles["problem"]} role="alert">
      {isPage && <title>{`${title} · Cruddur`}</title>}
      <Heading>{title}</Heading>
      <p>{words}</p>
      <Button look="quiet" busy={busy} onClick={onAction}>
        {action}
      </Button>
      {children}
    </section>
  );
}
