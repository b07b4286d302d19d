import { useForm } from "react-hook-form";
import { RevokeSessionDocument } from "../../../generated/documents.ts";
import type { AccountQuery } from "../../../generated/types.ts";
import { Form } from "../../forms/Form.tsx";
import { useFormMutation, useShowProblems } from "../../forms/use-form-mutation.ts";
import { formatTimeAgo, formatDateTime } from "../../i18n/format-time.ts";
import { useLocale } from "../../i18n/language.tsx";
import { Button } from "../../ui/Button.tsx";
import { useNow } from "../../ui/use-now.ts";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import styles from "./SessionItem.module.css";

type ActiveSession = NonNullable<AccountQuery["viewer"]>["sessions"][number];

const TICK_MS = 60_000;

interface SessionItemProps {
  session: ActiveSession;
  onEnded: () => void;
}

/** A session with its device and times, and a button to end it. */
export function SessionItem({ session, onEnded }: SessionItemProps) {
  const { sessions: messages } = useSettingsMessages();
  const locale = useLocale();
  const now = useNow(TICK_MS);
  const form = useForm();
  const revokeSession = useFormMutation(form, RevokeSessionDocument);
  const showProblems = useShowProblems(form);
  const device = deviceName(session.userAgent, messages);
  const created = Date.parse(session.createdAt);

  async function submit(): Promise<void> {
    const result = (await revokeSession({ input: { sessionId: session.id } }))?.revokeSession;
    if (result?.__typename === "SignedOut") return onEnded();
    if (!result) return undefined;
    // A session that no longer exists has ended already.
    return result.problems.some(({ code }) => code === "NOT_FOUND")
      ? onEnded()
      : showProblems(result.problems);
  }

  return (
    <li className={styles["session"]}>
      <div>
        <p className={styles["device"]}>
          <bdi>{device}</bdi>
          {session.current && <span className={styles["current"]}>{messages.current}</span>}
        </p>
        <p className={styles["times"]}>
          {messages.created} <TimeAgo iso={session.createdAt} now={now} locale={locale} /> ·{" "}
          {messages.lastSeen} <TimeAgo iso={session.lastSeenAt} now={now} locale={locale} />
        </p>
      </div>
      {!session.current && (
        <Form form={form} onSubmit={submit}>
          <Button
            type="submit"
            look="quiet"
            busy={form.formState.isSubmitting}
            aria-label={messages.signOutOf(device, formatTimeAgo(created, now, locale))}
          >
            {messages.signOut}
          </Button>
        </Form>
      )}
    </li>
  );
}

function TimeAgo({ iso, now, locale }: { iso: string; now: number; locale: string }) {
  const time = Date.parse(iso);
  return (
    <time dateTime={iso} title={formatDateTime(time, locale)}>
      {formatTimeAgo(time, now, locale)}
    </time>
  );
}

/** Translates the API's description of a device: `Firefox on Linux`, or the name of a program. */
function deviceName(
  userAgent: string | null,
  messages: { unknownDevice: string; device: (browser: string, system: string) => string },
): string {
  if (userAgent === null) return messages.unknownDevice;
  const [browser, system] = userAgent.split(" on ");
  return browser !== undefined && system !== undefined ? messages.device(browser, system) : userAgent;
}
