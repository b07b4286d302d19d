import { z } from "zod";

/** An id as the database has it, or undefined for a text that is the id of nothing. */
export function parseActivityId(text: string): string | undefined {
  const parsed = z.uuid().safeParse(text);
  return parsed.success ? parsed.data.toLowerCase() : undefined;
}
