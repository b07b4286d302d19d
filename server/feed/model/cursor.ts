import { createHmac } from "node:crypto";
import { stringify } from "uuid";

/**
 * The lists that hand out cursors, each with what it is a list of: `home`, `author <user id>`, `replies <activity id>`.
 * A cursor of one is not taken by another.
 */
export type CursorList = "home" | `author ${string}` | `replies ${string}`;

const idBytes = 16;
const sealBytes = 12;

/**
 * An opaque cursor that stands behind an activity: a page after it begins with the next older one. It is the id, sealed
 * for its list with a key that all nodes share, so that nobody makes one up.
 */
export function encodeCursor(key: Buffer, list: CursorList, activityId: string): string {
  const id = Buffer.from(activityId.replaceAll("-", ""), "hex");
  return Buffer.concat([id, seal(key, list, id)]).toString("base64url");
}

/** The id within a cursor, or undefined where it is not one of ours, or of another list. */
export function decodeCursor(key: Buffer, list: CursorList, cursor: string): string | undefined {
  const bytes = Buffer.from(cursor, "base64url");
  const id = bytes.subarray(0, idBytes);
  // Encoded anew rather than compared in parts: base64url has several spellings for the same bytes.
  const expected = Buffer.concat([id, seal(key, list, id)]).toString("base64url");
  return id.length === idBytes && expected === cursor ? stringify(id) : undefined;
}

function seal(key: Buffer, list: CursorList, id: Buffer): Buffer {
  return createHmac("sha256", key).update(list).update("\0").update(id).digest().subarray(0, sealBytes);
}
