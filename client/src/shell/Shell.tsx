import type { ReactNode } from "react";
import { useRef } from "react";
import { Link } from "wouter";
import { Announcer } from "../ui/feedback/Announcer.tsx";
import { Logo } from "../ui/Logo.tsx";
import { AccountMenu } from "./menu/AccountMenu.tsx";
import { Connection } from "./OfflineBanner.tsx";
import { PageAnnouncer } from "./page/PageAnnouncer.tsx";
import styles from "./Shell.module.css";
import { useArrivalAt } from "./page/use-page-focus.ts";
import { useShellWords } from "./messages/use-shell-messages.ts";

/** What every page stands in: the way to the content, the header, the footer. */
export function Shell({ children }: { children: ReactNode }) {
  const words = useShellWords();
  const main = useRef<HTMLElement>(null);
  useArrivalAt(main);
  return (
    <div className={styles["shell"]}>
      <a className={styles["skip"]} href="#content">
        {words.skip}
      </a>
      <header className={styles["header"]}>
        <div className={styles["bar"]}>
          <Link className={styles["home"]} href="/" aria-label={words.home}>
            <Logo />
          </Link>
          <AccountMenu />
        </div>
        <Connection />
      </header>
      <main className={styles["main"]} id="content" ref={main} tabIndex={-1}>
        {children}
      </main>
      <footer className={styles["footer"]}>
        <p>{words.footer}</p>
      </footer>
      <PageAnnouncer />
      <Announcer />
    </div>
  );
}
