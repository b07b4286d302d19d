import { Link } from "wouter";
import { buttonClass } from "./Button.tsx";
import styles from "./NotFoundPage.module.css";

export function NotFoundPage() {
  return (
    <div className={styles["page"]}>
      <title>Not found · Cruddur</title>
      <h1>Nothing at this address</h1>
      <p>It may have burned down, or never been there.</p>
      <Link className={buttonClass("quiet")} href="/">
        Go to the feed
      </Link>
    </div>
  );
}
