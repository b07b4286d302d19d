import { eq } from "drizzle-orm";
import type { AddressAttribute } from "../mail/code-delivery.ts";
import { UserPoolException } from "../protocol/exceptions.ts";
import { regionOfPool } from "../protocol/pool-region.ts";
import { toTimestamp } from "../protocol/timestamp.ts";
import type { Database } from "../tables/database-schema.ts";
import { userPools } from "../tables/user-pools-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";

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

/** The `iss` of the pool's tokens: the issuer that AWS would have, not the local address. */
export function issuerOf(poolId: string): string {
  return `https://cognito-idp.${regionOfPool(poolId)}.amazonaws.com/${poolId}`;
}

export function arnOf(poolId: string): string {
  return `arn:aws:cognito-idp:${regionOfPool(poolId)}:000000000000:userpool/${poolId}`;
}

/** The kinds of addresses that a code goes to as the first factor. Users who have one need no password. */
export function codeAttributes({ settings }: UserPool): AddressAttribute[] {
  const allowed = settings.Policies.SignInPolicy.AllowedFirstAuthFactors;
  return [
    ...(allowed.includes("EMAIL_OTP") ? (["email"] as const) : []),
    ...(allowed.includes("SMS_OTP") ? (["phone_number"] as const) : []),
  ];
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html */
export function toUserPoolType(
  { id, settings, mfa, createdAt, modifiedAt }: UserPool,
  estimatedUsers: number,
) {
  const { PoolName, ...shown } = settings;
  return {
    Id: id,
    Name: PoolName,
    ...shown,
    MfaConfiguration: mfa.MfaConfiguration,
    EstimatedNumberOfUsers: estimatedUsers,
    Arn: arnOf(id),
    CreationDate: toTimestamp(createdAt),
    LastModifiedDate: toTimestamp(modifiedAt),
  };
}
