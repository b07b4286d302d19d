import { useState } from "react";
import type { CodeDeliveryFieldsFragment, ProblemFieldsFragment } from "../../../generated/types.ts";
import { problemMessage, useProblemMessages } from "../../problems/problem-message.ts";
import { Button } from "../../ui/Button.tsx";
import { useFormMessages } from "../messages/use-form-messages.ts";
import { isShown } from "./is-shown.ts";
import styles from "./ResendCode.module.css";
import { useCooldown } from "./use-cooldown.ts";

const COOLDOWN_SECONDS = 30;

/** Undefined if the request failed, which the form shows. */
export type ResendResult =
  | { __typename: "CodeSent"; codeDelivery: CodeDeliveryFieldsFragment }
  | { __typename: "Rejected"; problems: readonly ProblemFieldsFragment[] }
  | undefined;

interface ResendCodeProps {
  /** When the last code was sent, in milliseconds since 1970. The cooldown starts then. */
  sentAt: number | undefined;
  request: () => Promise<ResendResult>;
  /** Keeps that another code was sent, so that a reload goes on counting. */
  onSent: (delivery: CodeDeliveryFieldsFragment) => void;
}

/** A button that requests another code, and counts down a cooldown after each. */
export function ResendCode({ sentAt, request, onSent }: ResendCodeProps) {
  const [secondsLeft, startCooldown] = useCooldown(sentAt ?? 0, COOLDOWN_SECONDS);
  const [busy, setBusy] = useState(false);
  const [status, setStatus] = useState("");
  const { resend: messages } = useFormMessages();
  const problemMessages = useProblemMessages();
  const isCoolingDown = secondsLeft > 0;

  async function resend(): Promise<void> {
    if (isCoolingDown) return;
    setBusy(true);
    setStatus("");
    const result = await request();
    setBusy(false);
    if (result?.__typename === "CodeSent") {
      startCooldown(COOLDOWN_SECONDS);
      onSent(result.codeDelivery);
      const { destination } = result.codeDelivery;
      setStatus(isShown(destination) ? messages.sent(destination) : messages.sentSomewhere);
    } else if (result?.problems[0]) {
      startCooldown(result.problems[0].retryAfterSeconds ?? 0);
      setStatus(problemMessage(result.problems[0], problemMessages));
    }
  }

  return (
    <div className={styles["resend"]}>
      <Button look="plain" busy={busy} aria-disabled={isCoolingDown} onClick={() => void resend()}>
        {isCoolingDown ? messages.wait(secondsLeft) : messages.again}
      </Button>
      <output className={styles["status"]}>{status}</output>
    </div>
  );
}
