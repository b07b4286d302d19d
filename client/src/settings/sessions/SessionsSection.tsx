import { useState } from "react";
import { useForm } from "react-hook-form";
import { SignOutEverywhereDocument } from "../../../generated/documents.ts";
import { Form } from "../../forms/Form.tsx";
import { useFormMutation, useShowProblems } from "../../forms/use-form-mutation.ts";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/Button.tsx";
import { StatusMessage } from "../../ui/feedback/StatusMessage.tsx";
import { AccountLoadError } from "../account/AccountLoadError.tsx";
import { useAccount } from "../account/use-account.ts";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import { SessionItem } from "./SessionItem.tsx";
import styles from "./SessionsSection.module.css";

/** The viewer's sessions, the current one first, with buttons to end the others or all. */
export function SessionsSection() {
  const messages = useSettingsMessages();
  const session = useSession();
  const { account, failure, isFetching, refetch } = useAccount();
  const [status, setStatus] = useState<string>();
  const [isEnding, setIsEnding] = useState<"others" | "all">();
  const form = useForm();
  const { isSubmitting } = form.formState;
  const signOutEverywhere = useFormMutation(form, SignOutEverywhereDocument);
  const showProblems = useShowProblems(form);

  async function end(which: "others" | "all"): Promise<void> {
    setIsEnding(which);
    setStatus(undefined);
    const exceptCurrent = which === "others";
    const result = (await signOutEverywhere({ input: { exceptCurrent } }))?.signOutEverywhere;
    if (result?.__typename === "Rejected") return showProblems(result.problems);
    if (!result) return undefined;
    if (!exceptCurrent) return session.signedOut();
    setStatus(messages.sessions.othersEnded);
    return refetch();
  }

  if (failure) return <AccountLoadError failure={failure} busy={isFetching} onRetry={refetch} />;
  if (!account) return <p>{messages.loading}</p>;
  const current = account.sessions.filter((each) => each.current);
  const others = account.sessions.filter((each) => !each.current);
  const submitTo = (which: "others" | "all") => form.handleSubmit(() => end(which));
  return (
    <>
      <p>{messages.sessions.lead}</p>
      <ul className={styles["sessions"]}>
        {[...current, ...others].map((each) => (
          <SessionItem
            key={each.id}
            session={each}
            onEnded={() => {
              setStatus(messages.sessions.ended);
              refetch();
            }}
          />
        ))}
      </ul>
      {others.length === 0 && <p className={styles["alone"]}>{messages.sessions.alone}</p>}
      <StatusMessage text={status} />
      <Form form={form} onSubmit={() => end("others")}>
        <div className={styles["actions"]}>
          {others.length > 0 && (
            <Button
              look="quiet"
              busy={isSubmitting && isEnding === "others"}
              onClick={() => void submitTo("others")()}
            >
              {messages.sessions.signOutOthers}
            </Button>
          )}
          <Button
            look="quiet"
            busy={isSubmitting && isEnding === "all"}
            onClick={() => void submitTo("all")()}
          >
            {messages.sessions.signOutAll}
          </Button>
        </div>
      </Form>
    </>
  );
}
