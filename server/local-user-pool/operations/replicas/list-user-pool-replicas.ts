import { requirePool } from "../../pools/user-pools.ts";
import { PaginationToken, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { listResources } from "../../resources/pool-resources.ts";
import { toPrimaryReplica, toReplicaType } from "../../resources/replicas.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolReplicas.html */
export const listUserPoolReplicas = defineOperation(
  structure({ UserPoolId }, { NextToken: PaginationToken }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const page = { size: 60, token: input.NextToken };
    const { items, nextToken } = await listResources(database, pool.id, "replica", page);
    const secondaries = items.map((replica) => toReplicaType(replica));
    const isFirst = input.NextToken === undefined;
    return {
      UserPoolReplicas: isFirst ? [toPrimaryReplica(pool), ...secondaries] : secondaries,
      NextToken: nextToken,
    };
  },
);
