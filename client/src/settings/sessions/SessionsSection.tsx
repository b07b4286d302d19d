import { useState } from "react";
import { useForm } from "react-hook-form";
import { AccountDocument, SignOutEverywhereDocument } from "../../../generated/documents.ts";
import type { ViewerFieldsFragment } from "../../../generated/types.ts";
import { Form } from "../../forms/Form.tsx";
import { useFormMessages } from "../../forms/messages/use-form-messages.ts";
import { HiddenUsername } from "../../forms/password/HiddenUsername.tsx";
import { PasswordField } from "../../forms/password/PasswordField.tsx";
import { useFormMutation, useShowProblems } from "../../forms/use-form-mutation.ts";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/Button.tsx";
import { StatusMessage } from "../../ui/feedback/StatusMessage.tsx";
import { AccountLoadError } from "../account/AccountLoadError.tsx";
import { useOwnData } from "../account/use-own-data.ts";
import { RememberedDevices } from "../devices/RememberedDevices.tsx";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import { SessionItem } from "./SessionItem.tsx";
import { useContinueSession } from "../step-up/use-continue-session.ts";
import styles from "./SessionsSection.module.css";

/**
 * The viewer's sessions, the current one first, with buttons to end the others or all. To end the others takes the
 * password, if there is one: the user pool ends all sign-ins, and this session goes on by a new one.
 */
export function SessionsSection({ viewer }: { viewer: ViewerFieldsFragment }) {
  const messages = useSettingsMessages();
  const session = useSession();
  const { account, failure, isFetching, refetch } = useOwnData(AccountDocument);
  const [status, setStatus] = useState<string>();
  const [isEnding, setIsEnding] = useState<"others" | "all">();
  const formMessages = useFormMessages();
  const form = useForm({ defaultValues: { password: "" } });
  const { errors, isSubmitting } = form.formState;
  const signOutEverywhere = useFormMutation(form, SignOutEverywhereDocument);
  const continueSession = useContinueSession();
  const showProblems = useShowProblems(form);

  const asksPassword = account?.hasPassword ?? true;

  async function end(which: "others" | "all", password: string): Promise<void> {
    setIsEnding(which);
    setStatus(undefined);
    const exceptCurrent = which === "others";
    if (exceptCurrent && asksPassword && password === "")
      return form.setError("password", { message: formMessages.password.missing }, { shouldFocus: true });
    const input = exceptCurrent && asksPassword ? { exceptCurrent, password } : { exceptCurrent };
    const result = (await signOutEverywhere({ input }))?.signOutEverywhere;
    if (result?.__typename === "Rejected") return showProblems(result.problems);
    if (!result) return undefined;
    if (!exceptCurrent) return session.signedOut();
    form.reset();
    if (result.__typename !== "SignedOut") await continueSession(result);
    setStatus(messages.sessions.othersEnded);
    return refetch();
  }

  if (failure) return <AccountLoadError failure={failure} busy={isFetching} onRetry={refetch} />;
  if (!account) return <p>{messages.loading}</p>;
  const current = account.sessions.filter((each) => each.current);
  const others = account.sessions.filter((each) => !each.current);
  const submitTo = (which: "others" | "all") => form.handleSubmit(({ password }) => end(which, password));
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
      <Form form={form} onSubmit={({ password }) => end("others", password)}>
        {others.length > 0 && asksPassword && (
          <>
            <HiddenUsername email={viewer.email ?? viewer.username} />
            <PasswordField
              hint={messages.sessions.passwordFor}
              error={errors.password?.message}
              registration={form.register("password")}
            />
          </>
        )}
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
      <RememberedDevices />
    </>
  );
}
