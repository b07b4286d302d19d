import { eq } from "drizzle-orm";
import { defineOperation } from "./operation.ts";
import { requireClientOfPool } from "../pools/app-clients.ts";
import { ClientId, UserPoolId } from "../protocol/constraints.ts";
import { structure } from "../protocol/shape.ts";
import { appClients } from "../tables/app-clients-table.ts";
import { requirePool } from "../pools/user-pools.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClient.html */
export const deleteUserPoolClient = defineOperation(
  structure({ UserPoolId, ClientId }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const client = await requireClientOfPool(database, pool.id, input.ClientId);
    await database.delete(appClients).where(eq(appClients.id, client.id));
    return {};
  },
);
