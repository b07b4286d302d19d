import { regionOfPool } from "../protocol/pool-region.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { PoolResource } from "./pool-resources.ts";

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolReplicaType.html
 *
 * @param Status of a replica that is being created or deleted.
 */
export function toReplicaType(
  { poolId, key, value }: Pick<PoolResource<"replica">, "poolId" | "key" | "value">,
  Status: string = value.Status,
) {
  return {
    RegionName: key,
    Status,
    Role: "SECONDARY",
    UserPoolArn: `arn:aws:cognito-idp:${key}:000000000000:userpool/${poolId}`,
  };
}

/** The pool itself, as the first of its replicas. */
export function toPrimaryReplica({ id }: UserPool) {
  const RegionName = regionOfPool(id);
  const UserPoolArn = `arn:aws:cognito-idp:${RegionName}:000000000000:userpool/${id}`;
  return { RegionName, Status: "ACTIVE", Role: "PRIMARY", UserPoolArn };
}
