import { useClient } from "urql";
import { announce } from "../../ui/feedback/Announcer.tsx";
import { useFeedMessages } from "../messages/use-feed-messages.ts";
import { deleteActivity } from "../mutations/lazy-mutations.ts";
import { restoreDraft } from "./drafts.ts";
import type { Draft } from "./drafts.ts";

/**
 * Takes back what was just sent: it is deleted, and its text is the draft again. Resolves to false on a failure, which the
 * card of the activity shows.
 */
export function useUndo(viewerId: string, target: string): (id: string, draft: Draft) => Promise<boolean> {
  const client = useClient();
  const messages = useFeedMessages().compose;
  return async (id, draft) => {
    if (!(await deleteActivity(client, id))) return false;
    restoreDraft(viewerId, target, draft);
    announce(messages.undone);
    return true;
  };
}
