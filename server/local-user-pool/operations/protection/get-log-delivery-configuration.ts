import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { allClients } from "../../resources/branding.ts";
import { findResource } from "../../resources/pool-resources.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetLogDeliveryConfiguration.html */
export const getLogDeliveryConfiguration = defineOperation(
  structure({ UserPoolId }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const found = await findResource(database, id, "log_delivery", allClients);
    return { LogDeliveryConfiguration: { UserPoolId: id, ...(found?.value ?? { LogConfigurations: [] }) } };
  },
);
