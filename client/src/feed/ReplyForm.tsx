import { useClient } from "urql";
import type { ActivityFieldsFragment, ViewerFieldsFragment } from "../../generated/types.ts";
import { reply } from "./mutations-on-demand.ts";
import { MessageForm } from "./MessageForm.tsx";
import { unsentActivity } from "./unsent-activity.ts";
import { useFeedWords } from "./use-words.ts";

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
  const words = useFeedWords();
  return (
    <MessageForm
      viewerId={viewer.id}
      place={activity.id}
      longest={LONGEST_REPLY}
      label={words.compose.replyLabel}
      placeholder={words.compose.replyPlaceholder}
      submitLabel={words.compose.reply}
      sentWords={words.compose.replied}
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
