import { requireAppClientOfPool } from "../../pools/app-clients.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { putResource } from "../../resources/pool-resources.ts";
import { clientSessionConfigurationShape } from "../../settings/session-settings.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolClientSessionConfiguration.html */
export const setUserPoolClientSessionConfiguration = defineOperation(
  clientSessionConfigurationShape,
  async ({ database, now }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    await requireAppClientOfPool(database, id, input.ClientId);
    const { ClientId, SSOSession } = input;
    const row = { poolId: id, key: ClientId, clientId: ClientId, value: { SSOSession } };
    await putResource(database, "client_session_configuration", row, now);
    return { UserPoolId: id, ClientId, SSOSession };
  },
);
