import { useEffect, useRef } from "react";
import { Button } from "../ui/Button.tsx";
import { useSafetyMessages } from "./messages/use-safety-messages.ts";
import styles from "./ReportThanks.module.css";
import { closeSafetyDialog } from "./safety-dialog.ts";
import type { SafetySubject } from "./safety-dialog.ts";
import { useChangeRelation } from "./use-change-relation.ts";

const offers = ["mute", "block"] as const;

/** Offers to mute or to block whoever was reported. */
export function ReportThanks({ user }: { user: SafetySubject }) {
  const messages = useSafetyMessages();
  const changeRelation = useChangeRelation();
  const close = useRef<HTMLButtonElement>(null);
  // The form that had the focus is gone.
  useEffect(() => close.current?.focus(), []);
  return (
    <>
      <ul className={styles["offers"]}>
        {offers.map((change) => (
          <li key={change} className={styles["offer"]}>
            <p>{messages.thanks.hints[change]}</p>
            <Button
              look="quiet"
              onClick={() => {
                closeSafetyDialog();
                void changeRelation(user, change);
              }}
            >
              {messages.actions[change](user.handle)}
            </Button>
          </li>
        ))}
      </ul>
      <Button ref={close} onClick={closeSafetyDialog}>
        {messages.close}
      </Button>
    </>
  );
}
