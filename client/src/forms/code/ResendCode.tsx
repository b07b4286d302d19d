import { useState } from "react";
import type { CodeDeliveryFieldsFragment, ProblemFieldsFragment } from "../../../generated/types.ts";
import { Button } from "../../ui/Button.tsx";
import { problemWords, useProblemWords } from "../../problems/problem-message.ts";
import { useCoolDown } from "./use-cooldown.ts";
import { useFormWords } from "../messages/use-form-messages.ts";
import styles from "./ResendCode.module.css";

const COOL_DOWN_SECONDS = 30;

/** What comes of asking for a code; nothing where the request failed, which the form has said already. */
export type CodeRequest =
  | { __typename: "CodeSent"; codeDelivery: CodeDeliveryFieldsFragment }
  | { __typename: "Rejected"; problems: readonly ProblemFieldsFragment[] }
  | undefined;

interface ResendCodeProps {
  /** When a code went out before, in milliseconds since 1970: shortly after it another would only confuse. */
  sentAt: number | undefined;
  request: () => Promise<CodeRequest>;
}

/** Asks for another code, and says for how long not to ask again. */
export function ResendCode({ sentAt, request }: ResendCodeProps) {
  const [secondsLeft, coolDown] = useCoolDown(sentAt ?? 0, COOL_DOWN_SECONDS);
  const [busy, setBusy] = useState(false);
  const [news, setNews] = useState("");
  const { resend: words } = useFormWords();
  const wordsOfProblems = useProblemWords();
  const waiting = secondsLeft > 0;

  async function resend(): Promise<void> {
    if (waiting) return;
    setBusy(true);
    setNews("");
    const result = await request();
    setBusy(false);
    if (result?.__typename === "CodeSent") {
      coolDown(COOL_DOWN_SECONDS);
      setNews(words.sent(result.codeDelivery.destination));
    } else if (result?.problems[0]) {
      coolDown(result.problems[0].retryAfterSeconds ?? 0);
      setNews(problemWords(result.problems[0], wordsOfProblems));
    }
  }

  return (
    <div className={styles["resend"]}>
      <Button look="plain" busy={busy} aria-disabled={waiting} onClick={() => void resend()}>
        {waiting ? words.wait(secondsLeft) : words.again}
      </Button>
      <output className={styles["status"]}>{news}</output>
    </div>
  );
}
