import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { deleteResource, requireResource } from "../../resources/pool-resources.ts";
import { toReplicaType } from "../../resources/replicas.ts";
import { RegionName } from "../../settings/resources/replica.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolReplica.html */
export const deleteUserPoolReplica = defineOperation(
  structure({ UserPoolId, RegionName }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const replica = await requireResource(database, id, "replica", input.RegionName);
    await deleteResource(database, id, "replica", replica.key);
    return { UserPoolReplica: toReplicaType(replica, "DELETING") };
  },
);
