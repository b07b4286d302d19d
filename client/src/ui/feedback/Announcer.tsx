import { useSyncExternalStore } from "react";
import { VisuallyHidden } from "../VisuallyHidden.tsx";

let announced = "";
const listeners = new Set<() => void>();

/** Announces a text to screen readers, politely. */
export function announce(text: string): void {
  // A screen reader ignores a repeated text unless it differs: a no-break space makes the difference.
  announced = text === announced ? `${text}\u00a0` : text;
  for (const listener of listeners) listener();
}

/** The live region. It is always in the page, because screen readers often ignore one that is added with its text. */
export function Announcer() {
  const text = useSyncExternalStore(subscribe, () => announced);
  return (
    <VisuallyHidden>
      <output>{text}</output>
    </VisuallyHidden>
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
