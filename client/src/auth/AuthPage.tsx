import type { ReactNode } from "react";
import { Redirect } from "wouter";
import { useSessionState } from "../session/session-context.ts";
import { useNextPage } from "./auth-paths.ts";
import styles from "./AuthPage.module.css";

interface AuthPageProps {
  title: string;
  lead: ReactNode;
  children: ReactNode;
  /** Links to other pages. */
  elsewhere: ReactNode;
}

/** The layout of the pages for guests. It redirects members to the page that they wanted. */
export function AuthPage({ title, lead, children, elsewhere }: AuthPageProps) {
  const state = useSessionState();
  const next = useNextPage();
  if (state.status === "signedIn") return <Redirect to={next} replace />;
  return (
    <div className={styles["page"]}>
      <title>{`${title} · Cruddur`}</title>
      <div className={styles["card"]}>
        <div className={styles["head"]}>
          <h1>{title}</h1>
          <div className={styles["lead"]}>{lead}</div>
        </div>
        {children}
        <div className={styles["elsewhere"]}>{elsewhere}</div>
      </div>
    </div>
  );
}
