import { Link } from "wouter";
import { buttonClass } from "../ui/Button.tsx";
import styles from "./GoneActivity.module.css";
import { useFeedWords } from "./use-words.ts";

/** In place of a profile where nobody has the handle. */
export function MissingPerson({ handle }: { handle: string }) {
  const words = useFeedWords();
  return (
    <section className={styles["gone"]}>
      <title>{`${words.profile.missingTitle} · Cruddur`}</title>
      <h1>{words.profile.missingTitle}</h1>
      <p>{words.profile.missing(handle)}</p>
      <Link className={buttonClass("quiet")} href="/">
        {words.thread.toFeed}
      </Link>
    </section>
  );
}
