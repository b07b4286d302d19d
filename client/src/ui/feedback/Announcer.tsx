import { useSyncExternalStore } from "react";
import { VisuallyHidden } from "../VisuallyHidden.tsx";

let said = "";
const listeners = new Set<() => void>();

/** Tells a screen reader what has happened, once it has nothing else to say. */
export function announce(words: string): void {
  // The same words again are news only where they differ: an invisible space does that.
  said = words === said ? `${words}\u00a0` : words;
  for (const listener of listeners) listener();
}

/** Where it is told: in the page from the beginning, since what comes with its words is often not read out. */
export function Announcer() {
  const words = useSyncExternalStore(subscribe, () => said);
  return (
    <VisuallyHidden>
      <output>{words}</output>
    </VisuallyHidden>
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
