import { and, eq } from "drizzle-orm";
import { UserPoolException } from "../protocol/exceptions.ts";
import { ArnType, GroupName, UserPoolId } from "../protocol/request-members.ts";
import { integer, string, structure } from "../protocol/shape.ts";
import { toTimestamp } from "../protocol/timestamp.ts";
import type { Database } from "../tables/database-schema.ts";
import { groups } from "../tables/groups-table.ts";
import type { Group } from "../tables/groups-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";

/** The input of CreateGroup and UpdateGroup. */
export const groupShape = structure(
  { UserPoolId, GroupName },
  { Description: string({ max: 2048 }), RoleArn: ArnType, Precedence: integer({ min: 0, max: 2 ** 31 - 1 }) },
);

/** @throws UserPoolException ResourceNotFoundException */
export async function requireGroup(database: Database, pool: UserPool, name: string): Promise<Group> {
  const [group] = await database.select().from(groups).where(groupCondition(pool, name));
  if (!group) throw groupNotFound();
  return group;
}

export function groupCondition(pool: UserPool, name: string) {
  return and(eq(groups.poolId, pool.id), eq(groups.name, name));
}

export function groupNotFound(): UserPoolException {
  return new UserPoolException("ResourceNotFoundException", "Group not found.");
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GroupType.html */
export function toGroupType({
  poolId,
  name,
  description,
  roleArn,
  precedence,
  createdAt,
  modifiedAt,
}: Group) {
  return {
    UserPoolId: poolId,
    GroupName: name,
    ...(description !== null && { Description: description }),
    ...(roleArn !== null && { RoleArn: roleArn }),
    ...(precedence !== null && { Precedence: precedence }),
    CreationDate: toTimestamp(createdAt),
    LastModifiedDate: toTimestamp(modifiedAt),
  };
}
