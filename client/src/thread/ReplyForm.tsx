import { useClient } from "urql";
import type { ActivityFieldsFragment, ViewerFieldsFragment } from "../../generated/types.ts";
import { reply } from "../feed/mutations/lazy-mutations.ts";
import { MessageForm } from "../feed/compose/ComposeForm.tsx";
import { unsentActivity } from "../feed/mutations/optimistic-activity.ts";
import { useThreadWords } from "./messages/use-thread-messages.ts";

const LONGEST_REPLY = 1024;

/** Writes a reply, which has the audience and the end of what it replies to. */
export function ReplyForm({
  viewer,
  activity,
}: {
  viewer: ViewerFieldsFragment;
  activity: ActivityFieldsFragment;
}) {
  const client = useClient();
  const words = useThreadWords();
  return (
    <MessageForm
      viewerId={viewer.id}
      place={activity.id}
      longest={LONGEST_REPLY}
      label={words.label}
      placeholder={words.placeholder}
      submitLabel={words.reply}
      sentWords={words.replied}
      send={({ message }, idempotencyKey) =>
        reply(
          client,
          { activityId: activity.id, message, idempotencyKey },
          { activity: unsentActivity(viewer, message, activity), list: `to:${activity.id}` },
        )
      }
    />
  );
}
