import { useCallback, useId, useRef, useState } from "react";
import type { ReactNode, SubmitEvent } from "react";
import { failureMessage, useFailureMessages } from "../../failures/failure-message.ts";
import { countCodePoints } from "../../forms/count-code-points.ts";
import { isVisible } from "../../forms/is-visible.ts";
import { LazyProblemText } from "../../problems/LazyProblemText.tsx";
import { Button } from "../../ui/Button.tsx";
import { announce } from "../../ui/feedback/Announcer.tsx";
import { Notice } from "../../ui/feedback/Notice.tsx";
import { showToast } from "../../ui/feedback/toast.ts";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useFeedMessages } from "../messages/use-feed-messages.ts";
import { preloadMutations } from "../mutations/lazy-mutations.ts";
import type { MutationFailure, SavedActivity } from "../state/feed-state.ts";
import styles from "./ComposeForm.module.css";
import { setDraft, restoreDraft, useDraft } from "./drafts.ts";
import type { Draft } from "./drafts.ts";
import { discardIdempotencyKey, idempotencyKey } from "./idempotency-key.ts";
import { useMentions } from "./mentions/use-mentions.ts";
import { SentNotice } from "./SentNotice.tsx";
import { useUndo } from "./use-undo.ts";

interface ComposeFormProps {
  viewerId: string;
  /** "home" for a post, or the id of the activity that a reply is for. */
  target: string;
  /** In code points. */
  maxLength: number;
  label: string;
  placeholder: string;
  submitLabel: string;
  /** Announced once the API has saved the activity. */
  sentAnnouncement: string;
  /** Called once the API has saved the activity, where the form is closed then. */
  onSent?: (() => void) | undefined;
  /** Resolves to what was saved, or to the failure. */
  send: (draft: Draft, idempotencyKey: string) => Promise<SavedActivity | MutationFailure>;
  /** Further inputs, beside the text. */
  children?: ReactNode;
}

/**
 * Writes a post or a reply, counts its characters, and completes handles. After a failure the text returns to the field,
 * with the reason; for ten seconds what was sent can be taken back.
 */
export function ComposeForm(props: ComposeFormProps) {
  const {
    viewerId,
    target,
    maxLength,
    label,
    placeholder,
    submitLabel,
    sentAnnouncement,
    onSent,
    send,
    children,
  } = props;
  const messages = useFeedMessages();
  const id = useId();
  const textarea = useRef<HTMLTextAreaElement>(null);
  const pendingRequests = useRef(0);
  const [draft, change] = useDraft(viewerId, target);
  const [inputError, setInputError] = useState<string>();
  const [failure, setFailure] = useState<MutationFailure>();
  const [sent, setSent] = useState<{ id: string; draft: Draft }>();
  const [isUndoing, setIsUndoing] = useState(false);
  const undo = useUndo(viewerId, target);

  const { message } = draft;
  const setMessage = useCallback((text: string) => change({ message: text }), [change]);
  const mentions = useMentions(textarea, setMessage);
  const forgetSent = useCallback(() => setSent(undefined), []);
  const remaining = maxLength - countCodePoints(message.trim());

  async function submit(): Promise<void> {
    if (!isVisible(message)) {
      // The second click of a double click finds the field empty.
      if (pendingRequests.current === 0) announce(messages.compose.empty);
      textarea.current?.focus();
      return;
    }
    if (remaining < 0) {
      setInputError(messages.compose.tooLong(-remaining));
      textarea.current?.focus();
      return;
    }
    setFailure(undefined);
    pendingRequests.current++;
    const attempt = JSON.stringify([viewerId, target, draft]);
    setDraft(viewerId, target, { ...draft, message: "" });
    setSent(undefined);
    const result = await send(draft, idempotencyKey(attempt));
    pendingRequests.current--;
    if ("__typename" in result) {
      discardIdempotencyKey(attempt);
      tellSent(result.id);
      return;
    }
    restoreDraft(viewerId, target, draft);
    setFailure(result);
    textarea.current?.focus();
  }

  /** A form that is closed leaves the undo to a toast, because nothing of it remains. */
  function tellSent(sentId: string): void {
    if (onSent === undefined) {
      announce(sentAnnouncement);
      setSent({ id: sentId, draft });
      return;
    }
    onSent();
    showToast({
      text: sentAnnouncement,
      action: messages.compose.undo,
      onAction: () => void undo(sentId, draft),
      takesFocus: true,
    });
  }

  async function takeBack(): Promise<void> {
    if (sent === undefined) return;
    setIsUndoing(true);
    const isUndone = await undo(sent.id, sent.draft);
    setIsUndoing(false);
    setSent(undefined);
    if (isUndone) textarea.current?.focus();
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
      <div className={styles["field"]}>
        <textarea
          aria-label={label}
          className={styles["message"]}
          ref={textarea}
          dir="auto"
          rows={2}
          placeholder={placeholder}
          value={message}
          aria-invalid={inputError !== undefined || remaining < 0}
          aria-describedby={`${id}-problem ${id}-left`}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={mentions.activeId === undefined ? undefined : `${id}-people`}
          aria-activedescendant={mentions.activeId}
          onFocus={preloadMutations}
          onBlur={mentions.close}
          onSelect={mentions.onCaret}
          onChange={(event) => {
            setMessage(event.target.value);
            mentions.onCaret();
            setInputError(undefined);
            setFailure(undefined);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void submit();
            else if (!event.nativeEvent.isComposing && mentions.onKey(event)) event.preventDefault();
          }}
        />
        {mentions.typed && mentions.List && (
          <mentions.List
            id={`${id}-people`}
            prefix={mentions.typed.prefix}
            handleKeysBy={mentions.handleKeysBy}
            onActive={mentions.setActiveId}
            onChoose={mentions.choose}
            onClose={mentions.close}
          />
        )}
      </div>
      <p className={styles["problem"]} id={`${id}-problem`} role="alert">
        {inputError}
      </p>
      <div className={styles["failure"]} role="alert">
        {failure && (
          <Notice tone="error">
            <FailureText failure={failure} />
          </Notice>
        )}
      </div>
      <div className={styles["bar"]}>
        {children}
        {sent && (
          <SentNotice
            text={sentAnnouncement}
            isBusy={isUndoing}
            onUndo={() => void takeBack()}
            onEnd={forgetSent}
          />
        )}
        <span className={styles["end"]}>
          {/* Leaves its place to the notice on narrow screens. */}
          {!(sent && message === "") && (
            <span className={`${styles["left"]} ${remaining < 0 ? styles["over"] : ""}`} id={`${id}-left`}>
              {remaining}
              <VisuallyHidden>{messages.compose.charactersLeft(remaining)}</VisuallyHidden>
            </span>
          )}
          <Button type="submit">{submitLabel}</Button>
        </span>
      </div>
    </form>
  );
}

function FailureText({ failure }: { failure: MutationFailure }) {
  const messages = useFeedMessages().compose;
  const failureMessages = useFailureMessages();
  if (failure.kind === "rejected") {
    const { problem } = failure;
    return problem.field === "message" ? messages.invalidMessage : <LazyProblemText problem={problem} />;
  }
  const { kind } = failure.failure;
  const mayBeSaved = kind === "timedOut" || kind === "serviceUnavailable";
  return mayBeSaved ? messages.uncertain : failureMessage(failure.failure, failureMessages);
}
