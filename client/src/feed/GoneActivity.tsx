import { Link } from "wouter";
import type { ViewerFieldsFragment } from "../../generated/types.ts";
import { buttonClass } from "../ui/Button.tsx";
import { draftOf } from "./drafts.ts";
import styles from "./GoneActivity.module.css";
import { useFeedWords } from "./use-words.ts";

/** In place of a post that has expired or was deleted, also while somebody read it; what they were writing is not lost. */
export function GoneActivity({ id, viewer }: { id: string; viewer: ViewerFieldsFragment | undefined }) {
  const words = useFeedWords();
  const reply = viewer ? draftOf(viewer.id, id).message : "";
  return (
    <section className={styles["gone"]} role="alert">
      <title>{`${words.thread.goneTitle} · Cruddur`}</title>
      <h1>{words.thread.goneTitle}</h1>
      <p>{words.thread.gone}</p>
      {reply !== "" && (
        <>
          <p>{words.thread.yourReply}</p>
          <blockquote className={styles["reply"]}>{reply}</blockquote>
        </>
      )}
      <Link className={buttonClass("quiet")} href="/">
        {words.thread.toFeed}
      </Link>
    </section>
  );
}
