import type { ReactNode } from "react";
import { useRef } from "react";
import { Link, useLocation } from "wouter";
import { revisit } from "../navigation/revisit.ts";
import { Announcer } from "../ui/feedback/Announcer.tsx";
import { ToastHost } from "../ui/feedback/ToastHost.tsx";
import { Logo } from "../ui/Logo.tsx";
import { AccountMenu } from "./menu/AccountMenu.tsx";
import { useShellMessages } from "./messages/use-shell-messages.ts";
import { Navigation } from "./navigation/Navigation.tsx";
import { OfflineBanner } from "./OfflineBanner.tsx";
import { PageAnnouncer } from "./page/PageAnnouncer.tsx";
import { PageProgress } from "./page/PageProgress.tsx";
import { usePageFocus } from "./page/use-page-focus.ts";
import styles from "./Shell.module.css";

interface ShellProps {
  /** The third column of wide screens. */
  side: ReactNode;
  children: ReactNode;
}

/** The frame of every page: skip link, navigation, the column of content, a third column, and live regions. */
export function Shell({ side, children }: ShellProps) {
  const messages = useShellMessages();
  const main = useRef<HTMLElement>(null);
  const [path] = useLocation();
  usePageFocus(main);
  return (
    <div className={styles["shell"]}>
      <PageProgress />
      <a className={styles["skip"]} href="#content">
        {messages.skip}
      </a>
      <header className={styles["header"]}>
        <Link
          className={styles["home"]}
          href="/"
          aria-label={messages.home}
          onClick={(event) => {
            if (path !== "/") return;
            event.preventDefault();
            revisit();
          }}
        >
          <Logo />
        </Link>
        <Navigation />
        <AccountMenu />
      </header>
      <div className={styles["banner"]}>
        <OfflineBanner />
      </div>
      <main className={styles["main"]} id="content" ref={main} tabIndex={-1}>
        {children}
      </main>
      {side}
      <ToastHost />
      <PageAnnouncer />
      <Announcer />
    </div>
  );
}
