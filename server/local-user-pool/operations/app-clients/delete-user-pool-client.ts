import { eq } from "drizzle-orm";
import { requireAppClientOfPool } from "../../pools/app-clients.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { ClientId, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { appClients } from "../../tables/app-clients-table.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClient.html */
export const deleteUserPoolClient = defineOperation(
  structure({ UserPoolId, ClientId }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const client = await requireAppClientOfPool(database, pool.id, input.ClientId);
    await database.delete(appClients).where(eq(appClients.id, client.id));
    return {};
  },
);
