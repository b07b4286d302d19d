import { isRecord, readHistoryState, writeHistoryState } from "./history-entry.ts";
import { createThrottledWrite } from "./throttled-write.ts";

/** Input that has not been sent, by a key that says what it is for; copied to the history entry for reloads. */
const values = new Map<string, unknown>();
const write = (): void => writeHistoryState({ kept: Object.fromEntries(values) });
let scheduleWrite: (() => void) | undefined;

/** Loads what was stored before a reload. Call it once, before the first render. */
export function restoreHistoryStore(): void {
  const stored = readHistoryState("kept");
  if (isRecord(stored)) for (const [key, value] of Object.entries(stored)) values.set(key, value);
  scheduleWrite = createThrottledWrite(write);
}

/** The value may come from another version of the page: validate it like any input. */
export function getStored(key: string): unknown {
  return values.get(key);
}

/** Stores a value until it is removed: never a password, a code or an e-mail address. */
export function setStored(key: string, value: unknown): void {
  values.set(key, value);
  scheduleWrite?.();
}

/** Writes at once: sent input must not come back, and browsers may ignore a write while the page is left. */
export function removeStored(key: string): void {
  if (values.delete(key)) write();
}
