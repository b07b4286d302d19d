import { useState } from "react";
import { useForm } from "react-hook-form";
import { SignOutEverywhereDocument } from "../../../generated/documents.ts";
import { Form } from "../../forms/Form.tsx";
import { useFormMutation, useShowProblems } from "../../forms/use-form-mutation.ts";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/Button.tsx";
import { AccountProblem } from "../account/AccountLoadError.tsx";
import { News } from "../../ui/feedback/StatusMessage.tsx";
import { SessionItem } from "./SessionItem.tsx";
import styles from "./SessionsSection.module.css";
import { useAccount } from "../account/use-account.ts";
import { useSettingsWords } from "../messages/use-settings-messages.ts";

/** Where the person is signed in, this device first, and the ways to end it. */
export function SessionsSection() {
  const words = useSettingsWords();
  const session = useSession();
  const { account, failure, isFetching, refetch } = useAccount();
  const [news, setNews] = useState<string>();
  const [isEnding, setIsEnding] = useState<"others" | "all">();
  const form = useForm();
  const { isSubmitting } = form.formState;
  const signOutEverywhere = useFormMutation(form, SignOutEverywhereDocument);
  const showProblems = useShowProblems(form);

  async function end(which: "others" | "all"): Promise<void> {
    setIsEnding(which);
    setNews(undefined);
    const exceptCurrent = which === "others";
    const result = (await signOutEverywhere({ input: { exceptCurrent } }))?.signOutEverywhere;
    if (result?.__typename === "Rejected") return showProblems(result.problems);
    if (!result) return undefined;
    if (!exceptCurrent) return session.signedOut();
    setNews(words.sessions.othersEnded);
    return refetch();
  }

  if (failure) return <AccountProblem failure={failure} busy={isFetching} onTryAgain={refetch} />;
  if (!account) return <p>{words.loading}</p>;
  const current = account.sessions.filter((each) => each.current);
  const others = account.sessions.filter((each) => !each.current);
  const submitTo = (which: "others" | "all") => form.handleSubmit(() => end(which));
  return (
    <>
      <p>{words.sessions.lead}</p>
      <ul className={styles["sessions"]}>
        {[...current, ...others].map((each) => (
          <SessionItem
            key={each.id}
            session={each}
            onEnded={() => {
              setNews(words.sessions.ended);
              refetch();
            }}
          />
        ))}
      </ul>
      {others.length === 0 && <p className={styles["alone"]}>{words.sessions.alone}</p>}
      <News words={news} />
      <Form form={form} onSubmit={() => end("others")}>
        <div className={styles["actions"]}>
          {others.length > 0 && (
            <Button
              look="quiet"
              busy={isSubmitting && isEnding === "others"}
              onClick={() => void submitTo("others")()}
            >
              {words.sessions.signOutOthers}
            </Button>
          )}
          <Button
            look="quiet"
            busy={isSubmitting && isEnding === "all"}
            onClick={() => void submitTo("all")()}
          >
            {words.sessions.signOutAll}
          </Button>
        </div>
      </Form>
    </>
  );
}
