import { useForm } from "react-hook-form";
import { RevokeSessionDocument } from "../../../generated/documents.ts";
import type { AccountQuery } from "../../../generated/types.ts";
import { Form } from "../../forms/Form.tsx";
import { useFormMutation, useShowProblems } from "../../forms/use-form-mutation.ts";
import { useLocale } from "../../i18n/language.tsx";
import { agoWords, exactWords } from "../../i18n/format-time.ts";
import { Button } from "../../ui/Button.tsx";
import { useNow } from "../../ui/use-now.ts";
import styles from "./SessionItem.module.css";
import { useSettingsWords } from "../messages/use-settings-messages.ts";

type ActiveSession = NonNullable<AccountQuery["viewer"]>["sessions"][number];

const TICK_MS = 60_000;

interface SessionItemProps {
  session: ActiveSession;
  onEnded: () => void;
}

/** One session: the device in words, when it began and was seen last, and the way to end it from here. */
export function SessionItem({ session, onEnded }: SessionItemProps) {
  const { sessions: words } = useSettingsWords();
  const locale = useLocale();
  const now = useNow(TICK_MS);
  const form = useForm();
  const revokeSession = useFormMutation(form, RevokeSessionDocument);
  const showProblems = useShowProblems(form);
  const device = deviceWords(session.userAgent, words);
  const created = Date.parse(session.createdAt);

  async function submit(): Promise<void> {
    const result = (await revokeSession({ input: { sessionId: session.id } }))?.revokeSession;
    if (result?.__typename === "SignedOut") return onEnded();
    if (!result) return undefined;
    // One that is not there any more has ended, which is what was asked for.
    return result.problems.some(({ code }) => code === "NOT_FOUND")
      ? onEnded()
      : showProblems(result.problems);
  }

  return (
    <li className={styles["session"]}>
      <div>
        <p className={styles["device"]}>
          {device}
          {session.current && <span className={styles["current"]}>{words.current}</span>}
        </p>
        <p className={styles["times"]}>
          {words.created} <Moment iso={session.createdAt} now={now} locale={locale} /> · {words.lastSeen}{" "}
          <Moment iso={session.lastSeenAt} now={now} locale={locale} />
        </p>
      </div>
      {!session.current && (
        <Form form={form} onSubmit={submit}>
          <Button
            type="submit"
            look="quiet"
            busy={form.formState.isSubmitting}
            aria-label={words.signOutOf(device, agoWords(created, now, locale))}
          >
            {words.signOut}
          </Button>
        </Form>
      )}
    </li>
  );
}

function Moment({ iso, now, locale }: { iso: string; now: number; locale: string }) {
  const moment = Date.parse(iso);
  return (
    <time dateTime={iso} title={exactWords(moment, locale)}>
      {agoWords(moment, now, locale)}
    </time>
  );
}

/** The API says it in English: `Firefox on Linux`, or the name of a program. */
function deviceWords(
  userAgent: string | null,
  words: { unknownDevice: string; device: (browser: string, system: string) => string },
): string {
  if (userAgent === null) return words.unknownDevice;
  const [, browser, system] = /^(.+) on (.+)$/u.exec(userAgent) ?? [];
  return browser !== undefined && system !== undefined ? words.device(browser, system) : userAgent;
}
