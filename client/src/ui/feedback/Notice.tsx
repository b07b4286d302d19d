import type { ReactNode } from "react";
import { AlertIcon } from "../icons/icons.tsx";
import styles from "./Notice.module.css";

/** A message to the person in the flow of the page: news, or something that went wrong. */
export function Notice({ tone, children }: { tone: "news" | "problem"; children: ReactNode }) {
  return (
    <div className={`${styles["notice"]} ${styles[tone]}`}>
      <AlertIcon />
      <div>{children}</div>
    </div>
  );
}
