import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { buttonClass } from "../Button.tsx";
import styles from "./EmptyState.module.css";

interface DeadEndProps {
  title: string;
  words: string;
  /** What the way back to the feed is called. */
  back: string;
  /** It has taken the place of what was being read: that is said, and a focus that was in there comes here. */
  isNews?: boolean;
  children?: ReactNode;
}

/** In place of a page that is not there: what has become of it, and the way back. */
export function DeadEnd({ title, words, back, isNews = false, children }: DeadEndProps) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isNews && document.activeElement === document.body) section.current?.focus({ preventScroll: true });
  }, [isNews]);

  return (
    <section className={styles["end"]} ref={section} role={isNews ? "alert" : undefined} tabIndex={-1}>
      <title>{`${title} · Cruddur`}</title>
      {/* The mark, burned down to its last bit. */}
      <svg viewBox="0 0 32 32" width="88" height="88" aria-hidden="true">
        <path className={styles["ash"]} d="M24.2 8.2A11 11 0 1 0 24.2 23.8" />
        <path className={styles["rest"]} d="M20.8 26.1A11 11 0 0 0 24.2 23.8" />
        <circle className={styles["ember"]} cx="20.8" cy="26.1" r="2.6" />
      </svg>
      <h1>{title}</h1>
      <p>{words}</p>
      {children}
      <Link className={buttonClass("quiet")} href="/">
        {back}
      </Link>
    </section>
  );
}
