import { requirePool } from "../../pools/user-pools.ts";
import { invalidParameter } from "../../protocol/exceptions.ts";
import { insertResource } from "../../resources/pool-resources.ts";
import { toResourceServerType } from "../../resources/resource-servers.ts";
import { resourceServerShape } from "../../settings/resources/resource-server.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateResourceServer.html */
export const createResourceServer = defineOperation(resourceServerShape, async ({ database, now }, input) => {
  const { id: poolId } = await requirePool(database, input.UserPoolId);
  const value = { Name: input.Name, Scopes: input.Scopes ?? [] };
  const row = { poolId, key: input.Identifier, clientId: null, value };
  const server = await insertResource(database, "resource_server", row, now);
  if (!server) throw invalidParameter(`${input.Identifier} already exists in user pool ${poolId}.`);
  return { ResourceServer: toResourceServerType(server) };
});
