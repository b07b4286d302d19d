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

/** @throws UserPoolException InvalidParameterException for a token that no page ended with. */
export function fromPageToken(token: string): string {
  const key = Buffer.from(token, "base64url").toString("utf8");
  if (key === "" || key.includes("\0") || Buffer.from(key).toString("base64url") !== token) {
    throw invalidParameter("Invalid pagination token");
  }
  return key;
}
