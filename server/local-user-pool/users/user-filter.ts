import { and, between, eq, inArray, like, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { invalidParameter } from "../protocol/exceptions.ts";
import { indexedLength, searchableAttributes, users, userStatuses } from "../tables/users-table.ts";
import { isUuid, uuidLength } from "./sub.ts";

/**
 * Translates a ListUsers filter: `name = "value"`, or `name ^= "prefix"`. Case matters for `username` and `status`
 * alone. All conditions but the one for `status` use an index.
 *
 * @throws UserPoolException InvalidParameterException
 * @see
 * https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-manage-user-accounts.html#cognito-user-pools-searching-for-users-using-listusers-api
 */
export function toFilterCondition(filter: string | undefined): SQL | undefined {
  if (!filter) return undefined;
  const match = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\["\\])*)"\s*$/.exec(filter);
  if (!match) throw invalidParameter("Error while parsing filter");
  const [, name = "", operator, quoted = ""] = match;
  const value = quoted.replaceAll(/\\(["\\])/g, "$1");
  const isPrefix = operator === "^=";
  const attribute = searchableAttributes.find((each) => each === name);
  if (attribute) return matchAttribute(attribute, value, isPrefix);
  switch (name) {
    case "username":
      return isPrefix ? like(users.username, toPattern(value)) : eq(users.username, value);
    case "sub":
      return matchSub(value.toLowerCase(), isPrefix);
    case "status":
      return inArray(
        users.enabled,
        matchingWords(["Enabled", "Disabled"], value, isPrefix).map((word) => word === "Enabled"),
      );
    case "cognito:user_status":
      return inArray(users.status, matchingWords(userStatuses, value.toUpperCase(), isPrefix));
    default:
      throw invalidParameter(`Invalid search attribute: ${name}`);
  }
}

/**
 * Two conditions, without case: the first on the indexed beginning of the value, the second on the whole value. Postgres
 * folds both sides, as its rules are not JavaScript's, and counts code points, JavaScript UTF-16 code units.
 */
function matchAttribute(name: string, value: string, isPrefix: boolean): SQL | undefined {
  const stored = sql`lower(${users.attributes} ->> ${sql.raw(`'${name}'`)})`;
  const indexed = sql`left(${stored}, ${sql.raw(String(indexedLength))})`;
  const beginning = Array.from(value).slice(0, indexedLength).join("");
  const folded = (text: string) => sql`lower(${text})`;
  return and(
    isPrefix ? like(indexed, folded(toPattern(beginning))) : eq(indexed, folded(beginning)),
    isPrefix ? like(stored, folded(toPattern(value))) : eq(stored, folded(value)),
  );
}

/** The LIKE pattern of texts that begin with the prefix. */
function toPattern(prefix: string): string {
  return `${prefix.replaceAll(/[\\%_]/g, "\\$&")}%`;
}

/** UUIDs sort like their text, so a prefix is a range. */
function matchSub(value: string, isPrefix: boolean): SQL | undefined {
  const offset = isPrefix ? value.length : uuidLength;
  const first = value + "00000000-0000-0000-0000-000000000000".slice(offset);
  const last = value + "ffffffff-ffff-ffff-ffff-ffffffffffff".slice(offset);
  return isUuid(first) ? between(users.id, first, last) : sql`false`;
}

function matchingWords<Word extends string>(
  words: readonly Word[],
  value: string,
  isPrefix: boolean,
): Word[] {
  return words.filter((word) => (isPrefix ? word.startsWith(value) : word === value));
}
