import { useClient } from "urql";
import { CreateActivityDocument } from "../../../generated/documents.ts";
import type { ViewerFieldsFragment } from "../../../generated/types.ts";
import { InlineSelect } from "../../ui/inputs/InlineSelect.tsx";
import { useFeedMessages } from "../messages/use-feed-messages.ts";
import { writeActivity } from "../mutations/lazy-mutations.ts";
import { expiresAtAfter, createOptimisticActivity } from "../mutations/optimistic-activity.ts";
import { ComposeForm } from "./ComposeForm.tsx";
import { useDraft } from "./drafts.ts";

const MAX_POST_LENGTH = 280;
const DRAFT_TARGET = "home";

interface PostFormProps {
  viewer: ViewerFieldsFragment;
  /** Called once the API has saved the post. */
  onSent?: () => void;
}

/** Creates a post: text, audience and lifetime. */
export function PostForm({ viewer, onSent }: PostFormProps) {
  const client = useClient();
  const messages = useFeedMessages();
  const [{ expiresIn, audience }, change] = useDraft(viewer.id, DRAFT_TARGET);
  return (
    <ComposeForm
      viewerId={viewer.id}
      target={DRAFT_TARGET}
      maxLength={MAX_POST_LENGTH}
      label={messages.compose.label}
      placeholder={messages.compose.placeholder}
      submitLabel={messages.compose.post}
      sentAnnouncement={messages.compose.posted}
      onSent={onSent}
      send={(draft, idempotencyKey) => {
        const activity = createOptimisticActivity(viewer, draft.message, {
          audience: draft.audience,
          expiresAt: expiresAtAfter(draft.expiresIn),
        });
        return writeActivity(
          client,
          CreateActivityDocument,
          { ...draft, idempotencyKey },
          { activity, list: "home" },
        );
      }}
    >
      <InlineSelect
        label={messages.compose.lifetime}
        options={messages.lifetimes}
        value={expiresIn}
        onChange={(chosen) => change({ expiresIn: chosen })}
      />
      <InlineSelect
        label={messages.compose.audience}
        options={messages.audiences}
        value={audience}
        onChange={(chosen) => change({ audience: chosen })}
      />
    </ComposeForm>
  );
}
