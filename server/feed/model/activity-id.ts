import { z } from "zod";

/** An id in the database's spelling; undefined for text that cannot be an id. */
export function parseActivityId(text: string): string | undefined {
  const parsed = z.uuid().safeParse(text);
  return parsed.success ? parsed.data.toLowerCase() : undefined;
}
