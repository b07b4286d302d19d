import type { ReactNode } from "react";
import { Button } from "../Button.tsx";
import { PageTitle } from "../PageTitle.tsx";
import styles from "./ErrorMessage.module.css";

interface ErrorMessageProps {
  title: string;
  /** The message is the whole page. */
  isPage?: boolean;
  text: string;
  action: string;
  /** The action is running. */
  busy?: boolean;
  onAction: () => void;
  /** Further actions. */
  children?: ReactNode;
}

/** Replaces content that could not be loaded: what happened, and an action. */
export function ErrorMessage(props: ErrorMessageProps) {
  const { title, isPage = false, text, action, busy = false, onAction, children } = props;
  const Heading = isPage ? "h1" : "h2";
  return (
    <section className={styles["message"]} role="alert">
      {isPage && <PageTitle page={title} />}
      <Heading>{title}</Heading>
      <p>{text}</p>
      <Button look="quiet" busy={busy} onClick={onAction}>
        {action}
      </Button>
      {children}
    </section>
  );
}
