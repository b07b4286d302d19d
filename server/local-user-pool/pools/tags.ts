import { eq } from "drizzle-orm";
import { invalidParameter, UserPoolException } from "../protocol/exceptions.ts";
import type { Database } from "../tables/database-schema.ts";
import { userPools } from "../tables/user-pools-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import { arnOf, findPool } from "./user-pools.ts";

const maxTags = 50;

/**
 * The pool that an ARN names. Tags are for pools alone.
 *
 * @throws UserPoolException ResourceNotFoundException
 */
export async function requireTaggedPool(database: Database, arn: string): Promise<UserPool> {
  const pool = await findPool(database, arn.slice(arn.lastIndexOf("/") + 1));
  if (!pool || arnOf(pool.id) !== arn) {
    throw new UserPoolException("ResourceNotFoundException", `Resource ${arn} does not exist.`);
  }
  return pool;
}

/** @throws UserPoolException InvalidParameterException for more than 50 tags */
export async function changeTags(
  database: Database,
  poolId: string,
  change: (tags: Record<string, string>) => Record<string, string>,
): Promise<void> {
  await database.transaction(async (tx) => {
    const [pool] = await tx.select().from(userPools).where(eq(userPools.id, poolId)).for("update");
    if (!pool) return;
    const UserPoolTags = change(pool.settings.UserPoolTags ?? {});
    if (Object.keys(UserPoolTags).length > maxTags) {
      throw invalidParameter(`A user pool cannot have more than ${maxTags} tags.`);
    }
    const settings = { ...pool.settings, UserPoolTags };
    await tx.update(userPools).set({ settings }).where(eq(userPools.id, poolId));
  });
}
