import { useClient } from "urql";
import { CreateReplyDocument } from "../../generated/documents.ts";
import type { ActivityFieldsFragment, ViewerFieldsFragment } from "../../generated/types.ts";
import { ComposeForm } from "../feed/compose/ComposeForm.tsx";
import { writeActivity } from "../feed/mutations/lazy-mutations.ts";
import { createOptimisticActivity } from "../feed/mutations/optimistic-activity.ts";
import { useThreadMessages } from "./messages/use-thread-messages.ts";

const MAX_REPLY_LENGTH = 1024;

/** Creates a reply, which has the audience and expiry of its parent. */
export function ReplyForm({
  viewer,
  activity,
}: {
  viewer: ViewerFieldsFragment;
  activity: ActivityFieldsFragment;
}) {
  const client = useClient();
  const messages = useThreadMessages();
  return (
    <ComposeForm
      viewerId={viewer.id}
      target={activity.id}
      maxLength={MAX_REPLY_LENGTH}
      label={messages.label}
      placeholder={messages.placeholder}
      submitLabel={messages.reply}
      sentAnnouncement={messages.replied}
      send={({ message }, idempotencyKey) =>
        writeActivity(
          client,
          CreateReplyDocument,
          { activityId: activity.id, message, idempotencyKey },
          { activity: createOptimisticActivity(viewer, message, activity), list: `to:${activity.id}` },
        )
      }
    />
  );
}
