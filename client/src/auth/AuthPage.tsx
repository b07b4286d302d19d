import type { ReactNode } from "react";
import { Redirect } from "wouter";
import { useSessionState } from "../session/session-context.ts";
import styles from "./AuthPage.module.css";
import { useNextPage } from "./auth-paths.ts";

interface AuthPageProps {
  title: string;
  lead: ReactNode;
  children: ReactNode;
  /** Where else to go from here. */
  elsewhere: ReactNode;
}

/** The frame of the pages that lead to being signed in; whoever is there already goes where they wanted to. */
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
