import { requireAppClientOfPool } from "../../pools/app-clients.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { ClientId, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { findResource } from "../../resources/pool-resources.ts";
import { defaultClientSession } from "../../settings/session-settings.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolClientSessionConfiguration.html */
export const getUserPoolClientSessionConfiguration = defineOperation(
  structure({ UserPoolId, ClientId }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    await requireAppClientOfPool(database, id, input.ClientId);
    const found = await findResource(database, id, "client_session_configuration", input.ClientId);
    return { UserPoolId: id, ClientId: input.ClientId, ...(found?.value ?? defaultClientSession) };
  },
);
