import type { ReactNode } from "react";
import { useRef } from "react";
import { Link } from "wouter";
import { AccountMenu } from "../auth/AccountMenu.tsx";
import { Announcer } from "./Announcer.tsx";
import { Logo } from "./Logo.tsx";
import { OfflineNotice } from "./OfflineNotice.tsx";
import styles from "./Shell.module.css";
import { useArrivalAt } from "./use-arrival.ts";

/** What every page stands in: the way to the content, the header, the footer. */
export function Shell({ children }: { children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  useArrivalAt(main);
  return (
    <div className={styles["shell"]}>
      <a className={styles["skip"]} href="#content">
        Skip to content
      </a>
      <header className={styles["header"]}>
        <div className={styles["bar"]}>
          <Link className={styles["home"]} href="/" aria-label="Cruddur, home">
            <Logo />
          </Link>
          <AccountMenu />
        </div>
      </header>
      <main className={styles["main"]} id="content" ref={main} tabIndex={-1}>
        {children}
      </main>
      <footer className={styles["footer"]}>
        <p>Cruddur: posts that do not outstay their welcome.</p>
      </footer>
      <Announcer />
      <OfflineNotice />
    </div>
  );
}
