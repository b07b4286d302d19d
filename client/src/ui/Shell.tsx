import type { ReactNode, RefObject } from "react";
import { useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";
import { AccountMenu } from "../auth/AccountMenu.tsx";
import { Logo } from "./Logo.tsx";
import styles from "./Shell.module.css";

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
    </div>
  );
}

/** After a step to another page: begin at its top, and with the focus in it where the old page took the focus away. */
function useArrivalAt(main: RefObject<HTMLElement | null>): void {
  const [path] = useLocation();
  const lastPath = useRef(path);
  useEffect(() => {
    if (path === lastPath.current) return;
    lastPath.current = path;
    scrollTo(0, 0);
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [path, main]);
}
