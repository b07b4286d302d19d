import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { buttonClass } from "../Button.tsx";
import { PageTitle } from "../PageTitle.tsx";
import styles from "./EmptyState.module.css";

interface EmptyStateProps {
  title: string;
  text: string;
  /** The label of the link to the feed. */
  back: string;
  /** It replaces content that the person was reading: it is announced, and gets the focus if the content had it. */
  isAlert?: boolean;
  children?: ReactNode;
}

/** Replaces a page that does not exist or no longer exists, with a link to the feed. */
export function EmptyState({ title, text, back, isAlert = false, children }: EmptyStateProps) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isAlert && document.activeElement === document.body) section.current?.focus({ preventScroll: true });
  }, [isAlert]);

  return (
    <section className={styles["end"]} ref={section} role={isAlert ? "alert" : undefined} tabIndex={-1}>
      <PageTitle page={title} />
      {/* The logo, almost burned down. */}
      <svg viewBox="0 0 32 32" width="88" height="88" aria-hidden="true">
        <path className={styles["ash"]} d="M24.2 8.2A11 11 0 1 0 24.2 23.8" />
        <path className={styles["rest"]} d="M20.8 26.1A11 11 0 0 0 24.2 23.8" />
        <circle className={styles["ember"]} cx="20.8" cy="26.1" r="2.6" />
      </svg>
      <h1>{title}</h1>
      <p>{text}</p>
      {children}
      <Link className={buttonClass("quiet")} href="/">
        {back}
      </Link>
    </section>
  );
}
