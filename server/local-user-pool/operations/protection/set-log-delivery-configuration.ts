import { requirePool } from "../../pools/user-pools.ts";
import { allClients } from "../../resources/branding.ts";
import { putResource } from "../../resources/pool-resources.ts";
import { logDeliveryShape } from "../../settings/resources/protection.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetLogDeliveryConfiguration.html */
export const setLogDeliveryConfiguration = defineOperation(
  logDeliveryShape,
  async ({ database, now }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const value = { LogConfigurations: input.LogConfigurations };
    await putResource(database, "log_delivery", { poolId: id, key: allClients, clientId: null, value }, now);
    return { LogDeliveryConfiguration: { UserPoolId: id, ...value } };
  },
);
