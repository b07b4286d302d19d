import type { ReactNode } from "react";
import { Link } from "wouter";
import { isPreviousPage } from "../../navigation/scroll-restoration.ts";
import { ArrowIcon } from "../../ui/icons/icons.tsx";
import styles from "./BackLink.module.css";

/** A link to a page. If it is the previous page, it goes back in the history, which restores the scroll position. */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <p>
      <Link
        className={styles["back"]}
        href={href}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || !isPreviousPage(href))
            return;
          event.preventDefault();
          history.back();
        }}
      >
        <ArrowIcon to="back" />
        {children}
      </Link>
    </p>
  );
}
