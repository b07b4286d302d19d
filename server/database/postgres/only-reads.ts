import { LRUCache } from "lru-cache";

/** Values are parameters, so that these words are part of the statement: a query that locks rows, or writes in a `with`. */
const writes = /\b(insert|update|delete|merge|into|for (no key )?update|for (key )?share)\b/i;

/** Most statements are sent again and again. */
const known = new LRUCache<string, boolean>({ max: 500 });

/** Whether a statement of the driver only reads, so that it may be sent again, or with others. */
export function onlyReads(statement: unknown): boolean {
  const text =
    typeof statement === "object" && statement !== null && "text" in statement ? statement.text : statement;
  if (typeof text !== "string") return false;
  let answer = known.get(text);
  if (answer === undefined) {
    answer = /^\s*(select|with)\b/i.test(text) && !writes.test(text);
    known.set(text, answer);
  }
  return answer;
}
