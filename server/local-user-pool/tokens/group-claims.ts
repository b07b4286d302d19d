import { and, asc, eq } from "drizzle-orm";
import type { Database } from "../tables/database-schema.ts";
import { groupMembers, groups } from "../tables/groups-table.ts";
import type { Group } from "../tables/groups-table.ts";
import type { Claims } from "./jwt.ts";

/** What tokens say of the groups of a user: their names, their roles, and the role that comes first. */
export type GroupConfiguration = { groups: string[]; roles: string[]; preferredRole: string | undefined };

/** The groups of a user, ordered by precedence. */
export async function findGroupConfiguration(
  database: Database,
  userId: string,
): Promise<GroupConfiguration> {
  const rows = await database
    .select({ group: groups })
    .from(groupMembers)
    .innerJoin(groups, and(eq(groups.poolId, groupMembers.poolId), eq(groups.name, groupMembers.groupName)))
    .where(eq(groupMembers.userId, userId))
    .orderBy(asc(groups.precedence), asc(groups.name));
  const memberships = rows.map((row) => row.group);
  return {
    groups: memberships.map(({ name }) => name),
    roles: memberships.flatMap(({ roleArn }) => (roleArn === null ? [] : [roleArn])),
    preferredRole: preferredRoleOf(memberships),
  };
}

/**
 * None is preferred where groups with different roles share the first precedence, which can be null.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html about Precedence
 */
function preferredRoleOf(memberships: Group[]): string | undefined {
  const withRole = memberships.filter(({ roleArn }) => roleArn !== null);
  const [first] = withRole;
  const isPreferred = withRole.every(
    ({ precedence, roleArn }) => precedence !== first?.precedence || roleArn === first.roleArn,
  );
  return isPreferred ? (first?.roleArn ?? undefined) : undefined;
}

/** The groups, as a claim of both tokens. */
export function groupClaims({ groups: names }: GroupConfiguration): Claims {
  return names.length > 0 ? { "cognito:groups": names } : {};
}

/** The roles, as claims of the ID token. */
export function roleClaims({ roles, preferredRole }: GroupConfiguration): Claims {
  return {
    ...(roles.length > 0 && { "cognito:roles": roles }),
    ...(preferredRole !== undefined && { "cognito:preferred_role": preferredRole }),
  };
}
