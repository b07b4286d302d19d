import { requirePool } from "../../pools/user-pools.ts";
import { updateResource } from "../../resources/pool-resources.ts";
import { toResourceServerType } from "../../resources/resource-servers.ts";
import { resourceServerShape } from "../../settings/resources/resource-server.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateResourceServer.html */
export const updateResourceServer = defineOperation(resourceServerShape, async ({ database, now }, input) => {
  const { id } = await requirePool(database, input.UserPoolId);
  const value = { Name: input.Name, Scopes: input.Scopes ?? [] };
  const server = await updateResource(database, id, "resource_server", input.Identifier, value, now);
  return { ResourceServer: toResourceServerType(server) };
});
