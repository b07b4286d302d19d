import type { ReactNode } from "react";
import { useRef } from "react";
import { Link } from "wouter";
import { Announcer } from "../ui/feedback/Announcer.tsx";
import { ToastHost } from "../ui/feedback/ToastHost.tsx";
import { Logo } from "../ui/Logo.tsx";
import { AccountMenu } from "./menu/AccountMenu.tsx";
import { useShellMessages } from "./messages/use-shell-messages.ts";
import { OfflineBanner } from "./OfflineBanner.tsx";
import { PageAnnouncer } from "./page/PageAnnouncer.tsx";
import { usePageFocus } from "./page/use-page-focus.ts";
import styles from "./Shell.module.css";

/** The layout of every page: skip link, header, content, footer and live regions. */
export function Shell({ children }: { children: ReactNode }) {
  const messages = useShellMessages();
  const main = useRef<HTMLElement>(null);
  usePageFocus(main);
  return (
    <div className={styles["shell"]}>
      <a className={styles["skip"]} href="#content">
        {messages.skip}
      </a>
      <header className={styles["header"]}>
        <div className={styles["bar"]}>
          <Link className={styles["home"]} href="/" aria-label={messages.home}>
            <Logo />
          </Link>
          <AccountMenu />
        </div>
        <OfflineBanner />
      </header>
      <main className={styles["main"]} id="content" ref={main} tabIndex={-1}>
        {children}
      </main>
      <footer className={styles["footer"]}>
        <p>{messages.footer}</p>
      </footer>
      <ToastHost />
      <PageAnnouncer />
      <Announcer />
    </div>
  );
}
