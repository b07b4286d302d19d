import { Link } from "wouter";
import { buttonClass } from "../ui/Button.tsx";
import styles from "./NotFoundPage.module.css";
import { useShellWords } from "./use-words.ts";

export function NotFoundPage() {
  const words = useShellWords().notFound;
  return (
    <div className={styles["page"]}>
      <title>{`${words.title} · Cruddur`}</title>
      <h1>{words.heading}</h1>
      <p>{words.lead}</p>
      <Link className={buttonClass("quiet")} href="/">
        {words.back}
      </Link>
    </div>
  );
}
