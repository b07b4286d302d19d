import { useId, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import { useClient } from "urql";
import { CreateActivityDocument } from "../../generated/documents.ts";
import type { ActivityFieldsFragment, ActivityLifetime, Audience } from "../../generated/types.ts";
import { problemWords } from "../auth/problem-words.ts";
import { failureOf, failureWords } from "../graphql-failure.ts";
import { Button } from "../ui/Button.tsx";
import { VisuallyHidden } from "../ui/VisuallyHidden.tsx";
import styles from "./Compose.module.css";
import { countCodePoints } from "./count-code-points.ts";
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

/** Writes a post: what, for whom, and for how long. */
export function Compose({ onPosted }: { onPosted: (activity: ActivityFieldsFragment) => void }) {
  const client = useClient();
  const id = useId();
  const textarea = useRef<HTMLTextAreaElement>(null);
  const [message, setMessage] = useState("");
  const [expiresIn, setExpiresIn] = useState<ActivityLifetime>("SEVEN_DAYS");
  const [audience, setAudience] = useState<Audience>("PUBLIC");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [status, setStatus] = useState("");

  const left = LONGEST_MESSAGE - countCodePoints(message.trim());

  async function post(): Promise<void> {
    if (busy) return;
    if (message.trim() === "" || left < 0) {
      setProblem(left < 0 ? `This is too long by ${-left}.` : "Write something first.");
      textarea.current?.focus();
      return;
    }
    setBusy(true);
    setProblem(undefined);
    setStatus("");
    const input = { message, expiresIn, audience };
    const { data, error } = await client.mutation(CreateActivityDocument, { input }).toPromise();
    setBusy(false);
    const result = data?.createActivity;
    if (result?.__typename === "Activity") {
      onPosted(result);
      setMessage("");
      setStatus("Posted.");
    } else {
      const [first] = result?.problems ?? [];
      if (first) setProblem(problemWords(first));
      else setProblem(failureWords(error ? failureOf(error) : { kind: "unreachable" }));
      textarea.current?.focus();
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
          setStatus("");
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void post();
        }}
      />
      <p className={styles["problem"]} id={`${id}-problem`} role="alert">
        {problem}
      </p>
      <div className={styles["bar"]}>
        <Picker label="Lasts" options={lifetimes} value={expiresIn} onChange={setExpiresIn} />
        <Picker label="For" options={audiences} value={audience} onChange={setAudience} />
        <span className={`${styles["left"]} ${left < 0 ? styles["over"] : ""}`} id={`${id}-left`}>
          {left}
          <VisuallyHidden> characters left</VisuallyHidden>
        </span>
        <Button type="submit" busy={busy}>
          Post
        </Button>
      </div>
      <VisuallyHidden>
        <output>{status}</output>
      </VisuallyHidden>
    </form>
  );
}
