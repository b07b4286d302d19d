import { useForm } from "react-hook-form";
import { RevokeSessionDocument } from "../../../generated/documents.ts";
import type { AccountQuery } from "../../../generated/types.ts";
import { Form } from "../../forms/Form.tsx";
import { useFormMutation, useShowProblems } from "../../forms/use-form-mutation.ts";
import { formatTimeAgo } from "../../i18n/format-time.ts";
import { useLocale } from "../../i18n/language.tsx";
import { Button } from "../../ui/Button.tsx";
import { useNow } from "../../ui/use-now.ts";
import { useSettingsMessages } from "../messages/use-settings-messages.ts";
import { OwnItem } from "../OwnItem.tsx";
import { deviceName } from "./device-name.ts";

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
    <OwnItem
      name={device}
      badge={session.current ? messages.current : undefined}
      events={[
        { label: messages.created, at: session.createdAt },
        { label: messages.lastSeen, at: session.lastSeenAt },
      ]}
    >
      {!session.current && (
        <Form form={form} onSubmit={submit}>
          <Button
            type="submit"
            look="quiet"
            busy={form.formState.isSubmitting}
            aria-label={messages.signOutOf(device, formatTimeAgo(Date.parse(session.createdAt), now, locale))}
          >
            {messages.signOut}
          </Button>
        </Form>
      )}
    </OwnItem>
  );
}
