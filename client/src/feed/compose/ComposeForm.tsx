import { useId, useRef, useState } from "react";
import type { ReactNode, SubmitEvent } from "react";
import { failureWords, useFailureWords } from "../../failures/failure-message.ts";
import { announce } from "../../ui/feedback/Announcer.tsx";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/feedback/Notice.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { countCodePoints } from "../../forms/count-code-points.ts";
import { keepDraft, restoreDraft, useDraft } from "./drafts.ts";
import type { Draft } from "./drafts.ts";
import type { Refusal } from "../state/feed-state.ts";
import { forgetAttempt, idempotencyKey } from "./idempotency-key.ts";
import styles from "./ComposeForm.module.css";
import { prepareMutations } from "../mutations/lazy-mutations.ts";
import { Rejection } from "../../problems/LazyProblemText.tsx";
import { useFeedWords } from "../messages/use-feed-messages.ts";

interface MessageFormProps {
  viewerId: string;
  /** What is written here: "home", or the id of what is replied to. */
  place: string;
  longest: number;
  label: string;
  placeholder: string;
  submitLabel: string;
  /** What is said when it has arrived. */
  sentWords: string;
  /** Resolves to why it was refused. */
  send: (draft: Draft, idempotencyKey: string) => Promise<Refusal | undefined>;
  /** What there is to choose beside the text. */
  children?: ReactNode;
}

/** Writes a message and counts its characters. What was refused comes back into the field, with the reason. */
export function MessageForm(props: MessageFormProps) {
  const { viewerId, place, longest, label, placeholder, submitLabel, sentWords, send, children } = props;
  const words = useFeedWords();
  const id = useId();
  const textarea = useRef<HTMLTextAreaElement>(null);
  const sending = useRef(0);
  const [draft, change] = useDraft(viewerId, place);
  const [problem, setProblem] = useState<string>();
  /** What went wrong though there is nothing to mend in the text. */
  const [refusal, setRefusal] = useState<Refusal>();

  const { message } = draft;
  const left = longest - countCodePoints(message.trim());

  async function submit(): Promise<void> {
    if (message.trim() === "") {
      // The second click of a double one finds the field empty.
      if (sending.current === 0) announce(words.compose.empty);
      textarea.current?.focus();
      return;
    }
    if (left < 0) {
      setProblem(words.compose.tooLong(-left));
      textarea.current?.focus();
      return;
    }
    setRefusal(undefined);
    sending.current++;
    const attempt = JSON.stringify([viewerId, place, draft]);
    keepDraft(viewerId, place, { ...draft, message: "" });
    const refused = await send(draft, idempotencyKey(attempt));
    sending.current--;
    if (refused === undefined) {
      forgetAttempt(attempt);
      announce(sentWords);
      return;
    }
    restoreDraft(viewerId, place, draft);
    setRefusal(refused);
    textarea.current?.focus();
  }

  return (
    <form
      className={styles["form"]}
      noValidate
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        void submit();
      }}
    >
      <textarea
        aria-label={label}
        className={styles["message"]}
        ref={textarea}
        rows={2}
        placeholder={placeholder}
        value={message}
        aria-invalid={problem !== undefined || left < 0}
        aria-describedby={`${id}-problem ${id}-left`}
        onFocus={prepareMutations}
        onChange={(event) => {
          change({ message: event.target.value });
          setProblem(undefined);
          setRefusal(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void submit();
        }}
      />
      <p className={styles["problem"]} id={`${id}-problem`} role="alert">
        {problem}
      </p>
      <div className={styles["failure"]} role="alert">
        {refusal && (
          <Notice tone="problem">
            <RefusalText refusal={refusal} />
          </Notice>
        )}
      </div>
      <div className={styles["bar"]}>
        {children}
        <span className={styles["end"]}>
          <span className={`${styles["left"]} ${left < 0 ? styles["over"] : ""}`} id={`${id}-left`}>
            {left}
            <VisuallyHidden>{words.compose.charactersLeft(left)}</VisuallyHidden>
          </span>
          <Button type="submit">{submitLabel}</Button>
        </span>
      </div>
    </form>
  );
}

function RefusalText({ refusal }: { refusal: Refusal }) {
  const words = useFeedWords().compose;
  const wordsOfFailures = useFailureWords();
  if (refusal.kind === "rejected") {
    const { problem } = refusal;
    return problem.field === "message" ? words.badMessage : <Rejection problem={problem} />;
  }
  const { failure } = refusal;
  const isUncertain = failure.kind === "timedOut" || failure.kind === "serviceUnavailable";
  return isUncertain ? words.uncertain : failureWords(failure, wordsOfFailures);
}
