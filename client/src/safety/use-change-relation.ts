import { useClient } from "urql";
import { feedStoreFor } from "../feed/state/feed-store.ts";
import { homeOutdated } from "../feed/state/relations.ts";
import { announce } from "../ui/feedback/Announcer.tsx";
import { showToast } from "../ui/feedback/toast.ts";
import { useSafetyMessages } from "./messages/use-safety-messages.ts";
import { changeRelation, opposite } from "./relation-mutations.ts";
import type { RelationChange } from "./relation-mutations.ts";
import type { SafetySubject } from "./safety-dialog.ts";
import { useMutationFailureText } from "./use-mutation-failure-text.ts";

/**
 * Returns a function that mutes or blocks a user, or no longer, and tells of it with a way back.
 *
 * @param keepsFocus what was pressed stays, so that the way back need not get the focus.
 */
export function useChangeRelation(
  keepsFocus = false,
): (user: SafetySubject, change: RelationChange) => Promise<void> {
  const client = useClient();
  const messages = useSafetyMessages();
  const failureText = useMutationFailureText();

  async function run(user: SafetySubject, change: RelationChange, isUndo: boolean): Promise<void> {
    const done = messages.done[change](user.handle);
    const request = changeRelation(client, user.id, change);
    const tell = () =>
      showToast({
        text: done,
        action: messages.undo,
        takesFocus: !keepsFocus,
        onAction: () => void undo(),
      });
    const undo = async () => {
      // The opposite must not overtake the request.
      if ((await request) === undefined) await run(user, opposite[change], true);
    };
    if (isUndo) announce(done);
    else if (change === "mute") tell();
    const failure = await request;
    if (failure) {
      const tryAgain = () => void run(user, change, isUndo);
      showToast({ text: failureText(failure), action: messages.tryAgain, onAction: tryAgain });
      return;
    }
    if (!isUndo && change !== "mute") tell();
    if (change !== "unmute" && change !== "unblock") return;
    const store = feedStoreFor(client);
    if (location.pathname !== "/") store.update(homeOutdated);
    const profile = `by:${user.handle}` as const;
    if (store.state().lists.has(profile)) await store.load(profile);
  }

  return (user, change) => run(user, change, false);
}
