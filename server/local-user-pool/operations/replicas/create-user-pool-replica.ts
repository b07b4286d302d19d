import { requirePool } from "../../pools/user-pools.ts";
import { regionOfPool } from "../../protocol/pool-region.ts";
import { invalidParameter } from "../../protocol/exceptions.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { insertResource } from "../../resources/pool-resources.ts";
import { toReplicaType } from "../../resources/replicas.ts";
import { RegionName } from "../../settings/resources/replica.ts";
import { tagsShape } from "../../settings/tags.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolReplica.html */
export const createUserPoolReplica = defineOperation(
  structure({ UserPoolId, RegionName }, { UserPoolTags: tagsShape }),
  async ({ database, now }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const { RegionName: key, UserPoolTags = {} } = input;
    const value = { Status: "INACTIVE" as const, UserPoolTags };
    const replica =
      key === regionOfPool(id)
        ? undefined
        : await insertResource(database, "replica", { poolId: id, key, clientId: null, value }, now);
    if (!replica) throw invalidParameter(`User pool ${id} is in ${key} already.`);
    return { UserPoolReplica: toReplicaType(replica, "CREATING") };
  },
);
