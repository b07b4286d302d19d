import { invalidParameter } from "./exceptions.ts";

/** One page of a list. `nextToken` requests the next page; the last page has none. */
export type Page<T> = { items: T[]; nextToken?: string };

/** @param rows the rows of the page, and one more where there is a next page. */
export function toPage<T>(rows: T[], size: number, keyOf: (item: T) => string): Page<T> {
  const items = rows.slice(0, size);
  const last = items.at(-1);
  if (rows.length <= size || last === undefined) return { items };
  return { items, nextToken: Buffer.from(keyOf(last)).toString("base64url") };
}

/**
 * Decodes the key of the previous page's last item.
 *
 * @param isKey whether a text has the form of the list's keys.
 * @throws UserPoolException InvalidParameterException for a token that `toPage` cannot have issued.
 */
export function fromPageToken(token: string, isKey: (key: string) => boolean = isStorableText): string {
  const key = Buffer.from(token, "base64url").toString("utf8");
  if (!isKey(key) || Buffer.from(key).toString("base64url") !== token) {
    throw invalidParameter("Invalid pagination token");
  }
  return key;
}

/** Postgres stores no zero characters. */
function isStorableText(key: string): boolean {
  return key !== "" && !key.includes("\0");
}
