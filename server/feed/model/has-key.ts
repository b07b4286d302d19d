import { and, eq, type SQL, sql } from "drizzle-orm";
import { activities } from "./activities-table.ts";
import type { ActivityKey } from "./bucket.ts";
import { wantedKeys } from "./wanted-keys.ts";

/** Whether a row is the activity with a key. */
export function hasKey({ bucket, id }: ActivityKey): SQL | undefined {
  return and(eq(activities.bucket, bucket), eq(activities.id, id));
}

/** Whether a row is one of the activities with these keys. */
export function hasOneOf(keys: readonly ActivityKey[]): SQL {
  return sql`(${activities.bucket}, ${activities.id}) in (select wanted.bucket, wanted.id from ${wantedKeys(keys)})`;
}
