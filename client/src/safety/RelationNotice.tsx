import type { Relation } from "../feed/state/feed-state.ts";
import { Button } from "../ui/Button.tsx";
import { useSafetyMessages } from "./messages/use-safety-messages.ts";
import styles from "./RelationNotice.module.css";
import type { SafetySubject } from "./safety-dialog.ts";
import { useChangeRelation } from "./use-change-relation.ts";

interface RelationNoticeProps {
  user: SafetySubject;
  relation: Relation;
}

/** On the profile of a user whom the viewer has blocked or muted: what that means, and the way back. */
export function RelationNotice({ user, relation: { isBlocked, isMuted } }: RelationNoticeProps) {
  const messages = useSafetyMessages();
  const changeRelation = useChangeRelation();
  if (!isBlocked && !isMuted) return null;
  const change = isBlocked ? "unblock" : "unmute";
  const { title, lead } = messages.profile[isBlocked ? "blocked" : "muted"];
  return (
    <section className={styles["notice"]}>
      <h2>{title(user.handle)}</h2>
      <p>{lead}</p>
      <Button look="quiet" onClick={() => void changeRelation(user, change)}>
        {messages.actions[change](user.handle)}
      </Button>
    </section>
  );
}
