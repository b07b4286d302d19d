import { Link } from "wouter";
import { hasPreviousPage } from "../../navigation/previous-page.ts";
import { ArrowIcon } from "../../ui/icons/icons.tsx";
import { useShellMessages } from "../messages/use-shell-messages.ts";
import styles from "./BackLink.module.css";

/** Leads to the page before this one, where its scroll position is restored; after a direct visit, to the feed. */
export function BackLink() {
  const messages = useShellMessages();
  return (
    <p className={styles["bar"]}>
      <Link
        className={styles["back"]}
        href="/"
        onClick={(event) => {
          if (!hasPreviousPage()) return;
          event.preventDefault();
          history.back();
        }}
      >
        <ArrowIcon to="back" />
        {messages.back}
      </Link>
    </p>
  );
}
