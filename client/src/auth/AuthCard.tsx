import type { ReactNode } from "react";
import { PageTitle } from "../ui/PageTitle.tsx";
import styles from "./AuthPage.module.css";

export interface AuthCardProps {
  title: string;
  lead: ReactNode;
  children?: ReactNode;
  /** Links to other pages. */
  elsewhere: ReactNode;
}

/** The layout of a page with one form. */
export function AuthCard({ title, lead, children, elsewhere }: AuthCardProps) {
  return (
    <div className={styles["page"]}>
      <PageTitle page={title} />
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
