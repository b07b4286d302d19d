import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { deleteResource } from "../../resources/pool-resources.ts";
import { Identifier } from "../../settings/resources/resource-server.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteResourceServer.html */
export const deleteResourceServer = defineOperation(
  structure({ UserPoolId, Identifier }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    await deleteResource(database, id, "resource_server", input.Identifier);
    return {};
  },
);
