import { DeadEnd } from "../ui/DeadEnd.tsx";
import { useProfileWords } from "./use-words.ts";

/** In place of a profile where nobody has the handle. */
export function MissingPerson({ handle }: { handle: string }) {
  const words = useProfileWords();
  return <DeadEnd title={words.missingTitle} words={words.missing(handle)} back={words.toFeed} />;
}
