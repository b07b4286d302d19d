import { z } from "zod";

/** Clocks of nodes differ: an id of another node may be from the future of this one. */
const clockDifferenceMs = 5_000;

const uuidV7 = z.uuid({ version: "v7" });

/**
 * The id of a notification in the database's spelling; undefined for what cannot be one: it is no UUIDv7, or from the
 * future.
 */
export function parseNotificationId(text: string, now: Date): string | undefined {
  const parsed = uuidV7.safeParse(text);
  if (!parsed.success) return undefined;
  const id = parsed.data.toLowerCase();
  return timeOf(id) <= now.getTime() + clockDifferenceMs ? id : undefined;
}

/** The first 48 bits: milliseconds since 1970. */
function timeOf(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** The least UUIDv7 of a time. */
export function oldestIdAt(time: Date): string {
  const milliseconds = time.getTime().toString(16).padStart(12, "0");
  return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-7000-8000-000000000000`;
}
