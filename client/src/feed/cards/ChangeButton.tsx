import type { ReactNode } from "react";
import { useClient } from "urql";
import type { ActivityFieldsFragment } from "../../../generated/types.ts";
import { changeActivity } from "../mutations/lazy-mutations.ts";
import type { ActivityChange } from "../state/feed-state.ts";
import styles from "./CardActions.module.css";

interface ChangeButtonProps {
  activity: ActivityFieldsFragment;
  /** What a press does. */
  change: ActivityChange;
  isPressed: boolean;
  /** Added to the look of all actions. */
  className?: string | undefined;
  children: ReactNode;
}

/** Changes an activity, or takes the change back. */
export function ChangeButton({ activity, change, isPressed, className = "", children }: ChangeButtonProps) {
  const client = useClient();
  return (
    <button
      type="button"
      className={`${styles["action"]} ${className}`}
      aria-pressed={isPressed}
      onClick={() => void changeActivity(client, activity.id, change)}
    >
      {children}
    </button>
  );
}
