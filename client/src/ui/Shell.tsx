import type { ReactNode, RefObject } from "react";
import { useEffect, useRef } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import { AccountMenu } from "../auth/AccountMenu.tsx";
import { useSessionState } from "../session-context.ts";
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

/**
 * After a step to another page, or to another step of one: begin at its top. And where what had the focus went away with
 * the old page, or with the person who signed out, put the focus into the new one.
 */
function useArrivalAt(main: RefObject<HTMLElement | null>): void {
  const [path] = useLocation();
  const [parameters] = useSearchParams();
  const state = useSessionState();
  const place = `${path}?${parameters.get("step") ?? ""}`;
  const identity = state.status === "signedIn" ? state.viewer.id : state.status;
  const last = useRef({ place, identity });
  useEffect(() => {
    const before = last.current;
    last.current = { place, identity };
    if (place !== before.place) scrollTo(0, 0);
    // Who it is comes out of "starting" by itself, when nobody has had the focus anywhere yet.
    const changed =
      place !== before.place || (identity !== before.identity && before.identity !== "starting");
    if (changed && document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [place, identity, main]);
}
