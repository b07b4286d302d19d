import { isRecord, readEntry, writeEntry } from "./history-entry.ts";
import { whenSettled } from "./write-when-settled.ts";

/** What has been typed and not been sent, by what it is for: in memory, and in the history entry for a reload. */
const kept = new Map<string, unknown>();
const write = (): void => writeEntry({ kept: Object.fromEntries(kept) });
let schedule: (() => void) | undefined;

/** Takes up what was kept before a reload. Once, before anything is rendered. */
export function followKept(): void {
  const entry = readEntry("kept");
  if (isRecord(entry)) for (const [name, value] of Object.entries(entry)) kept.set(name, value);
  schedule = whenSettled(write);
}

/** What was kept under this name, which may be another version's: check it like any input. */
export function readKept(name: string): unknown {
  return kept.get(name);
}

/** Keeps it until it is forgotten: never a password, a code or an address. */
export function keep(name: string, value: unknown): void {
  kept.set(name, value);
  schedule?.();
}

/** At once: what has been sent must not come back, and a browser may not take what a page writes while it is left. */
export function forget(name: string): void {
  if (kept.delete(name)) write();
}
