import { z } from "zod";

/** Built once: that costs more than a check. */
const uuid = z.uuid();

/** An id in the database's spelling; undefined for text that cannot be an id. */
export function parseActivityId(text: string): string | undefined {
  const parsed = uuid.safeParse(text);
  return parsed.success ? parsed.data.toLowerCase() : undefined;
}
