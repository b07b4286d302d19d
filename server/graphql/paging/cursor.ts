import { createHmac } from "node:crypto";
import { stringify } from "uuid";

/**
 * The lists that have cursors: `home`; with a user's id `author` (posts), `replies-by`, `notifications`, `blocked-by` and
 * `muted-by`; with an activity's id `replies` (newest first) and `conversation` (oldest first); for moderators
 * `open-reports` and `resolved-reports`. A cursor is valid for its own list alone.
 */
export type CursorList =
  | "home"
  | "open-reports"
  | "resolved-reports"
  | `${"author" | "replies-by" | "notifications" | "blocked-by" | "muted-by" | "replies" | "conversation"} ${string}`;

const idBytes = 16;
const macBytes = 12;

/**
 * The opaque cursor of an element: the page after it begins with the next one. It is the id, authenticated for its list
 * with a key that all nodes share, so that clients cannot build one.
 */
export function encodeCursor(key: Buffer, list: CursorList, elementId: string): string {
  const id = Buffer.from(elementId.replaceAll("-", ""), "hex");
  return Buffer.concat([id, mac(key, list, id)]).toString("base64url");
}

/** The id in a cursor; undefined for a cursor that was not made by this application, or for another list. */
export function decodeCursor(key: Buffer, list: CursorList, cursor: string): string | undefined {
  const bytes = Buffer.from(cursor, "base64url");
  const id = bytes.subarray(0, idBytes);
  // Encodes again instead of comparing bytes: base64url can spell the same bytes in several ways.
  const expected = Buffer.concat([id, mac(key, list, id)]).toString("base64url");
  return id.length === idBytes && expected === cursor ? stringify(id) : undefined;
}

function mac(key: Buffer, list: CursorList, id: Buffer): Buffer {
  return createHmac("sha256", key).update(list).update("\0").update(id).digest().subarray(0, macBytes);
}
