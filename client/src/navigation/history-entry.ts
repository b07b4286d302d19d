/**
 * What is written into this tab's history entry: a reload finds it again, and so does the way back; another tab and another
 * visit do not. Nothing secret and no address belongs here.
 */
export function readEntry(name: string): unknown {
  const entry: unknown = history.state;
  return isRecord(entry) ? entry[name] : undefined;
}

/** Writes beside what is there, and past the router, to which this is no step. */
export function writeEntry(part: Record<string, unknown>): void {
  const entry: unknown = history.state;
  History.prototype.replaceState.call(history, { ...(isRecord(entry) && entry), ...part }, "");
}

/** History entries outlive deployments, so what one holds is checked like any input. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
