import { DeadEnd } from "../ui/DeadEnd.tsx";
import { useFeedWords } from "./use-words.ts";

/** In place of a profile where nobody has the handle. */
export function MissingPerson({ handle }: { handle: string }) {
  const words = useFeedWords();
  return (
    <DeadEnd
      title={words.profile.missingTitle}
      words={words.profile.missing(handle)}
      back={words.thread.toFeed}
    />
  );
}
