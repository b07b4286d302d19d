import { DeadEnd } from "../ui/feedback/EmptyState.tsx";
import { useProfileWords } from "./messages/use-profile-messages.ts";

/** In place of a profile where nobody has the handle. */
export function MissingPerson({ handle }: { handle: string }) {
  const words = useProfileWords();
  return <DeadEnd title={words.missingTitle} words={words.missing(handle)} back={words.toFeed} />;
}
