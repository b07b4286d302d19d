/**
 * Reads a value from the state of this tab's history entry, which survives a reload and a navigation back, but is not
 * shared with other tabs. Secrets and e-mail addresses must not be written there.
 */
export function readHistoryState(name: string): unknown {
  const state: unknown = history.state;
  return isRecord(state) ? state[name] : undefined;
}

/** Merges values into the state of the history entry. The router does not notice: this is no navigation. */
export function writeHistoryState(values: Record<string, unknown>): void {
  const state: unknown = history.state;
  History.prototype.replaceState.call(history, { ...(isRecord(state) && state), ...values }, "");
}

/** History entries outlive deployments, so their state is validated like any input. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
