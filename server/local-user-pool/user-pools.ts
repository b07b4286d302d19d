import { eq } from "drizzle-orm";
import { UserPoolException } from "./exceptions.ts";
import type { Database } from "./tables/database-schema.ts";
import { userPools } from "./tables/user-pools-table.ts";
import type { UserPool } from "./tables/user-pools-table.ts";

/** @throws UserPoolException ResourceNotFoundException */
export async function requirePool(database: Database, id: string): Promise<UserPool> {
  const pool = await findPool(database, id);
  if (!pool) throw new UserPoolException("ResourceNotFoundException", `User pool ${id} does not exist.`);
  return pool;
}

export async function findPool(database: Database, id: string): Promise<UserPool | undefined> {
  const [pool] = await database.select().from(userPools).where(eq(userPools.id, id));
  return pool;
}

/** The `iss` of the pool's tokens: AWS-shaped, wherever the pool really is. */
export function issuerOf(poolId: string): string {
  return `https://cognito-idp.${regionOfPool(poolId)}.amazonaws.com/${poolId}`;
}

export function arnOf(poolId: string): string {
  return `arn:aws:cognito-idp:${regionOfPool(poolId)}:000000000000:userpool/${poolId}`;
}

function regionOfPool(poolId: string): string {
  return poolId.slice(0, poolId.indexOf("_"));
}

/** Whether somebody can sign in without a password, so that an account need not have one. */
export function allowsPasswordless({ settings }: UserPool): boolean {
  return settings.Policies.SignInPolicy.AllowedFirstAuthFactors.includes("EMAIL_OTP");
}
