import { useState } from "react";
import type { ViewerFieldsFragment } from "../../generated/types.ts";
import { DeadEnd } from "../ui/feedback/EmptyState.tsx";
import { draftOf } from "../feed/compose/drafts.ts";
import styles from "./GoneActivity.module.css";
import { useThreadWords } from "./messages/use-thread-messages.ts";

interface GoneActivityProps {
  id: string;
  viewer: ViewerFieldsFragment | undefined;
  /** The feed knows it. */
  isKnown: boolean;
}

/** In place of a post that has expired or was deleted, also while somebody read it; what they were writing is not lost. */
export function GoneActivity({ id, viewer, isKnown }: GoneActivityProps) {
  const words = useThreadWords();
  // It stood here until now; soon the feed will have forgotten it.
  const [isNews] = useState(isKnown);
  const reply = viewer ? draftOf(viewer.id, id).message : "";
  return (
    <DeadEnd title={words.goneTitle} words={words.gone} back={words.toFeed} isNews={isNews}>
      {reply !== "" && (
        <>
          <p>{words.yourReply}</p>
          <blockquote className={styles["reply"]}>{reply}</blockquote>
        </>
      )}
    </DeadEnd>
  );
}
