import { useState } from "react";
import type { ViewerFieldsFragment } from "../../generated/types.ts";
import { getDraft } from "../feed/compose/drafts.ts";
import { EmptyState } from "../ui/feedback/EmptyState.tsx";
import styles from "./GoneActivity.module.css";
import { useThreadMessages } from "./messages/use-thread-messages.ts";

interface GoneActivityProps {
  id: string;
  viewer: ViewerFieldsFragment | undefined;
  /** The feed has loaded it before. */
  wasLoaded: boolean;
}

/** Replaces a post that has expired or was deleted, also while it is read. Shows the draft of a reply, so that it is not lost. */
export function GoneActivity({ id, viewer, wasLoaded }: GoneActivityProps) {
  const messages = useThreadMessages();
  // The first value counts: the feed drops a deleted activity soon.
  const [isAlert] = useState(wasLoaded);
  const reply = viewer ? getDraft(viewer.id, id).message : "";
  return (
    <EmptyState title={messages.goneTitle} text={messages.gone} back={messages.toFeed} isAlert={isAlert}>
      {reply !== "" && (
        <>
          <p>{messages.yourReply}</p>
          <blockquote className={styles["reply"]} dir="auto">
            {reply}
          </blockquote>
        </>
      )}
    </EmptyState>
  );
}
