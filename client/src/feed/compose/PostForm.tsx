import { useClient } from "urql";
import type { ViewerFieldsFragment } from "../../../generated/types.ts";
import { useDraft } from "./drafts.ts";
import { post } from "../mutations/lazy-mutations.ts";
import { MessageForm } from "./ComposeForm.tsx";
import { Picker } from "../../ui/inputs/InlineSelect.tsx";
import { expiryOf, unsentActivity } from "../mutations/optimistic-activity.ts";
import { useFeedWords } from "../messages/use-feed-messages.ts";

const LONGEST_POST = 280;
const PLACE = "home";

/** Writes a post: what, for whom, and for how long. */
export function Compose({ viewer }: { viewer: ViewerFieldsFragment }) {
  const client = useClient();
  const words = useFeedWords();
  const [{ expiresIn, audience }, change] = useDraft(viewer.id, PLACE);
  return (
    <MessageForm
      viewerId={viewer.id}
      place={PLACE}
      longest={LONGEST_POST}
      label={words.compose.label}
      placeholder={words.compose.placeholder}
      submitLabel={words.compose.post}
      sentWords={words.compose.posted}
      send={(draft, idempotencyKey) => {
        const end = { audience: draft.audience, expiresAt: expiryOf(draft.expiresIn) };
        const activity = unsentActivity(viewer, draft.message, end);
        return post(client, { ...draft, idempotencyKey }, { activity, list: "home" });
      }}
    >
      <Picker
        label={words.compose.lasts}
        options={words.lifetimes}
        value={expiresIn}
        onChange={(chosen) => change({ expiresIn: chosen })}
      />
      <Picker
        label={words.compose.audience}
        options={words.audiences}
        value={audience}
        onChange={(chosen) => change({ audience: chosen })}
      />
    </MessageForm>
  );
}
