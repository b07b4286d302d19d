import { useState } from "react";
import { Link } from "wouter";
import type { ViewerFieldsFragment } from "../../generated/types.ts";
import { getDraft } from "../feed/compose/drafts.ts";
import { threadPath } from "../navigation/paths.ts";
import { buttonClass } from "../ui/Button.tsx";
import { EmptyState } from "../ui/feedback/EmptyState.tsx";
import styles from "./GoneActivity.module.css";
import { useThreadMessages } from "./messages/use-thread-messages.ts";

interface GoneActivityProps {
  id: string;
  viewer: ViewerFieldsFragment | undefined;
  /** The feed has loaded it before. */
  wasLoaded: boolean;
}

/**
 * Replaces a post that has expired or was deleted, also while it is read. Shows the draft of a reply, so that it is not lost.
 * Guests are told that it may be for members, and sign in to see: whether it exists is not told.
 */
export function GoneActivity({ id, viewer, wasLoaded }: GoneActivityProps) {
  const messages = useThreadMessages();
  // The first value counts: the feed drops a deleted activity soon.
  const [isAlert] = useState(wasLoaded);
  const mayBeForMembers = viewer === undefined && !isAlert;
  const reply = viewer ? getDraft(viewer.id, id).message : "";
  return (
    <EmptyState
      title={mayBeForMembers ? messages.notForGuestsTitle : messages.goneTitle}
      text={mayBeForMembers ? messages.notForGuests : messages.gone}
      back={messages.toFeed}
      isAlert={isAlert}
    >
      {mayBeForMembers && (
        <Link
          className={buttonClass("primary")}
          href={`/sign-in?${new URLSearchParams({ next: threadPath(id) })}`}
        >
          {messages.signIn}
        </Link>
      )}
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
