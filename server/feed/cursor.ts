import { z } from "zod";

/** The lists that hand out cursors; a cursor of one is not taken by another. */
export type CursorKind = "home";

/** An opaque cursor that stands behind an activity: a page after it begins with the next older one. */
export function encodeCursor(kind: CursorKind, activityId: string): string {
  return Buffer.from(`${kind}:${activityId}`).toString("base64url");
}

/** The id within a cursor, or undefined where it is not one of ours, or of another list. */
export function decodeCursor(kind: CursorKind, cursor: string): string | undefined {
  const [found, id, ...rest] = Buffer.from(cursor, "base64url").toString().split(":");
  if (found !== kind || rest.length > 0) return undefined;
  const parsed = z.uuid({ version: "v7" }).safeParse(id);
  return parsed.success && encodeCursor(kind, parsed.data) === cursor ? parsed.data : undefined;
}
