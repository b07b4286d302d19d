import type { ReactNode } from "react";
import { AlertIcon } from "../icons/icons.tsx";
import styles from "./Notice.module.css";

/** A message in the flow of the page. */
export function Notice({ tone, children }: { tone: "info" | "error"; children: ReactNode }) {
  return (
    <div className={`${styles["notice"]} ${styles[tone]}`}>
      <AlertIcon />
      <div>{children}</div>
    </div>
  );
}
