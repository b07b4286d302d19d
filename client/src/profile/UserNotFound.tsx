import { EmptyState } from "../ui/feedback/EmptyState.tsx";
import { useProfileMessages } from "./messages/use-profile-messages.ts";

/** Replaces a profile if no user has the handle. */
export function UserNotFound({ handle }: { handle: string }) {
  const messages = useProfileMessages();
  return <EmptyState title={messages.missingTitle} text={messages.missing(handle)} back={messages.toFeed} />;
}
