import { requirePool } from "../../pools/user-pools.ts";
import { PaginationToken, UserPoolId } from "../../protocol/request-members.ts";
import { integer, structure } from "../../protocol/shape.ts";
import { listResources } from "../../resources/pool-resources.ts";
import { toResourceServerType } from "../../resources/resource-servers.ts";
import { defineOperation } from "../definition/operation.ts";

const pageSize = 50;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListResourceServers.html */
export const listResourceServers = defineOperation(
  structure({ UserPoolId }, { MaxResults: integer({ min: 1, max: pageSize }), NextToken: PaginationToken }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const page = { size: input.MaxResults ?? pageSize, token: input.NextToken };
    const { items, nextToken } = await listResources(database, id, "resource_server", page);
    return { ResourceServers: items.map(toResourceServerType), NextToken: nextToken };
  },
);
