import { invalidParameter } from "./exceptions.ts";

/** One page of a list, and the token that asks for the next; undefined on the last. */
export type Page<T> = { items: T[]; nextToken?: string };

/** @param rows one more than the page holds, where there are more: so the last page is known as such. */
export function toPage<T>(rows: T[], size: number, keyOf: (item: T) => string): Page<T> {
  const items = rows.slice(0, size);
  const last = items.at(-1);
  if (rows.length <= size || last === undefined) return { items };
  return { items, nextToken: Buffer.from(keyOf(last)).toString("base64url") };
}

/**
 * @param isKey whether a key can be one of the list's.
 * @throws UserPoolException InvalidParameterException for a token that no page can have ended with.
 */
export function fromPageToken(token: string, isKey: (key: string) => boolean = isText): string {
  const key = Buffer.from(token, "base64url").toString("utf8");
  if (!isKey(key) || Buffer.from(key).toString("base64url") !== token) {
    throw invalidParameter("Invalid pagination token");
  }
  return key;
}

/** Postgres stores no zero characters. */
function isText(key: string): boolean {
  return key !== "" && !key.includes("\0");
}
