import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { oneOf, structure } from "../../protocol/shape.ts";
import { requireResource, updateResource } from "../../resources/pool-resources.ts";
import { toReplicaType } from "../../resources/replicas.ts";
import { RegionName } from "../../settings/resources/replica.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolReplica.html */
export const updateUserPoolReplica = defineOperation(
  structure({ UserPoolId, RegionName, Status: oneOf("ACTIVE", "INACTIVE") }),
  async ({ database, now }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const { value } = await requireResource(database, id, "replica", input.RegionName);
    const changed = { ...value, Status: input.Status };
    const replica = await updateResource(database, id, "replica", input.RegionName, changed, now);
    return { UserPoolReplica: toReplicaType(replica) };
  },
);
