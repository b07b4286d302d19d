import { randomBytes } from "node:crypto";
import { desc } from "drizzle-orm";
import { toUserPoolType } from "../../pools/user-pools.ts";
import { toMfaSettings } from "../../settings/mfa-settings.ts";
import { createPoolSettings } from "../../settings/pool-settings.ts";
import { createPoolShape } from "../../settings/pool-shapes.ts";
import { signingKeys } from "../../tables/signing-keys-table.ts";
import { userPools } from "../../tables/user-pools-table.ts";
import type { UserPool } from "../../tables/user-pools-table.ts";
import { createSigningKeys } from "../../tokens/signing-keys.ts";
import { defineOperation } from "../definition/operation.ts";
import type { OperationContext } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html */
export const createUserPool = defineOperation(createPoolShape, async (context, input) => {
  const { now } = context;
  const settings = createPoolSettings(input);
  const pool = await insertPool(context, {
    settings,
    mfa: toMfaSettings(settings, input.MfaConfiguration),
    sessions: null,
    serverKey: randomBytes(32).toString("base64url"),
    createdAt: now,
    modifiedAt: now,
  });
  return { UserPool: toUserPoolType(pool, 0) };
});

/**
 * Inserts the pool with the next free number, and its signing keys. Retries when a concurrent request took the
 * number.
 */
async function insertPool(
  context: Pick<OperationContext, "database" | "region" | "createPrivateKey" | "chosenId">,
  values: Omit<UserPool, "id" | "number">,
): Promise<UserPool> {
  const { database, region, createPrivateKey, chosenId } = context;
  const [latest] = await database
    .select({ number: userPools.number })
    .from(userPools)
    .orderBy(desc(userPools.number))
    .limit(1);
  const number = (latest?.number ?? 0) + 1;
  const id = chosenId ?? `${region}_${poolName(number)}`;
  const keys = await createSigningKeys(id, createPrivateKey);
  const inserted = await database.transaction(async (tx) => {
    const [pool] = await tx
      .insert(userPools)
      .values({ id, number, ...values })
      .onConflictDoNothing()
      .returning();
    if (pool) await tx.insert(signingKeys).values(keys);
    return pool;
  });
  return inserted ?? (await insertPool(context, values));
}

/** Nine letters and digits, as in AWS's ids: `Local0001`. */
function poolName(number: number): string {
  const digits = String(number).padStart(4, "0");
  return "Local".slice(0, 9 - digits.length) + digits;
}
