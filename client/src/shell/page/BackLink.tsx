import type { ReactNode } from "react";
import { Link } from "wouter";
import styles from "./BackLink.module.css";
import { ArrowIcon } from "../../ui/icons/icons.tsx";
import { cameFrom } from "../../navigation/scroll-restoration.ts";

/** The way back to a page: to the place there where the person was, if that is where they came from. */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <p>
      <Link
        className={styles["back"]}
        href={href}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || !cameFrom(href)) return;
          event.preventDefault();
          history.back();
        }}
      >
        <ArrowIcon to="left" />
        {children}
      </Link>
    </p>
  );
}
