import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { requireResource } from "../../resources/pool-resources.ts";
import { toResourceServerType } from "../../resources/resource-servers.ts";
import { Identifier } from "../../settings/resources/resource-server.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeResourceServer.html */
export const describeResourceServer = defineOperation(
  structure({ UserPoolId, Identifier }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const server = await requireResource(database, id, "resource_server", input.Identifier);
    return { ResourceServer: toResourceServerType(server) };
  },
);
