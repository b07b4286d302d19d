import { useEffect, useId, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import { useClient } from "urql";
import { CreateActivityDocument } from "../../generated/documents.ts";
import type { ActivityFieldsFragment, ActivityLifetime, Audience } from "../../generated/types.ts";
import { failureOf } from "../graphql-failure.ts";
import type { GraphQLFailure } from "../graphql-failure.ts";
import { failureWords, problemWords, useProblemWords } from "../problems/problem-words.ts";
import type { ProblemWords } from "../problems/problem-words.ts";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";
import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
import styles from "./Compose.module.css";
import { countCodePoints } from "./count-code-points.ts";
import { draftOf, keepDraft } from "./draft.ts";
import { Picker } from "./Picker.tsx";

const LONGEST_MESSAGE = 280;

const lifetimes: Record<ActivityLifetime, string> = {
  ONE_HOUR: "1 hour",
  THREE_HOURS: "3 hours",
  TWELVE_HOURS: "12 hours",
  ONE_DAY: "1 day",
  THREE_DAYS: "3 days",
  SEVEN_DAYS: "7 days",
  THIRTY_DAYS: "30 days",
};

const audiences: Record<Audience, string> = { PUBLIC: "Everyone", MEMBERS: "Members only" };

interface ComposeProps {
  viewerId: string;
  onPosted: (activity: ActivityFieldsFragment) => void;
}

/** Writes a post: what, for whom, and for how long. */
export function Compose({ viewerId, onPosted }: ComposeProps) {
  const client = useClient();
  const wordsOfProblems = useProblemWords();
  const id = useId();
  const textarea = useRef<HTMLTextAreaElement>(null);
  const sent = useRef<{ text: string; key: string }>(undefined);
  const [message, setMessage] = useState(() => draftOf(viewerId)?.message ?? "");
  const [expiresIn, setExpiresIn] = useState<ActivityLifetime>(
    () => draftOf(viewerId)?.expiresIn ?? "SEVEN_DAYS",
  );
  const [audience, setAudience] = useState<Audience>(() => draftOf(viewerId)?.audience ?? "PUBLIC");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  /** What went wrong though there is nothing to mend in the text. */
  const [failure, setFailure] = useState<string>();
  const [status, setStatus] = useState("");

  useEffect(
    () => keepDraft(viewerId, { message, expiresIn, audience }),
    [viewerId, message, expiresIn, audience],
  );

  const left = LONGEST_MESSAGE - countCodePoints(message.trim());

  /** The same as before for a post that is sent again because no answer came: it may have arrived. */
  function keyOf(text: string): string {
    if (sent.current?.text !== text) {
      const key = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join(
        "-",
      );
      sent.current = { text, key };
    }
    return sent.current.key;
  }

  async function post(): Promise<void> {
    if (busy) return;
    if (message.trim() === "" || left < 0) {
      setProblem(left < 0 ? `This is too long by ${-left}.` : "Write something first.");
      textarea.current?.focus();
      return;
    }
    setBusy(true);
    setProblem(undefined);
    setFailure(undefined);
    setStatus("");
    const draft = { message, expiresIn, audience };
    const input = { ...draft, idempotencyKey: keyOf(JSON.stringify(draft)) };
    const { data, error } = await client.mutation(CreateActivityDocument, { input }).toPromise();
    setBusy(false);
    const result = data?.createActivity;
    if (result?.__typename === "Activity") {
      sent.current = undefined;
      onPosted(result);
      // The session may have ended meanwhile, and this component with it: what is posted is no draft any more.
      if (draftOf(viewerId)?.message === message) keepDraft(viewerId, { ...draft, message: "" });
      // What has been typed since it was sent is another post.
      setMessage((current) => (current === message ? "" : current));
      setStatus("Posted.");
    } else {
      const [first] = result?.problems ?? [];
      if (first?.field === "message") {
        setProblem(problemWords(first, wordsOfProblems));
        textarea.current?.focus();
      } else {
        setFailure(
          first
            ? problemWords(first, wordsOfProblems)
            : wordsOfNoAnswer(error ? failureOf(error) : { kind: "unreachable" }, wordsOfProblems),
        );
      }
    }
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    void post();
  }

  return (
    <form className={styles["compose"]} noValidate onSubmit={submit}>
      <textarea
        aria-label="New post"
        className={styles["message"]}
        ref={textarea}
        rows={2}
        placeholder="What is worth saying today?"
        value={message}
        aria-invalid={problem !== undefined || left < 0}
        aria-describedby={`${id}-problem ${id}-left`}
        onChange={(event) => {
          setMessage(event.target.value);
          setProblem(undefined);
          setFailure(undefined);
          setStatus("");
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void post();
        }}
      />
      <p className={styles["problem"]} id={`${id}-problem`} role="alert">
        {problem}
      </p>
      <div className={styles["failure"]} role="alert">
        {failure !== undefined && <Notice tone="problem">{failure}</Notice>}
      </div>
      <div className={styles["bar"]}>
        <Picker label="Lasts" options={lifetimes} value={expiresIn} onChange={setExpiresIn} />
        <Picker label="For" options={audiences} value={audience} onChange={setAudience} />
        <span className={styles["end"]}>
          <span className={`${styles["left"]} ${left < 0 ? styles["over"] : ""}`} id={`${id}-left`}>
            {left}
            <VisuallyHidden> characters left</VisuallyHidden>
          </span>
          <Button type="submit" busy={busy}>
            Post
          </Button>
        </span>
      </div>
      <VisuallyHidden>
        <output>{status}</output>
      </VisuallyHidden>
    </form>
  );
}

/** A post whose answer did not come in time may stand in the feed all the same; sending it again could double it. */
function wordsOfNoAnswer(failure: GraphQLFailure, words: ProblemWords): string {
  return failure.kind === "timedOut"
    ? "No answer came in time, so it is not certain that this was posted. Look at the feed before you post it again."
    : failureWords(failure, words);
}
