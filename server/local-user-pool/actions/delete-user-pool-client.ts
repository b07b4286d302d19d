import { eq } from "drizzle-orm";
import { defineAction } from "../action.ts";
import { requireClientOfPool } from "../app-clients.ts";
import { ClientId, UserPoolId } from "../constraints.ts";
import { structure } from "../shape.ts";
import { appClients } from "../tables/app-clients-table.ts";
import { requirePool } from "../user-pools.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClient.html */
export const deleteUserPoolClient = defineAction(
  structure({ UserPoolId, ClientId }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const client = await requireClientOfPool(database, pool.id, input.ClientId);
    await database.delete(appClients).where(eq(appClients.id, client.id));
    return {};
  },
);
