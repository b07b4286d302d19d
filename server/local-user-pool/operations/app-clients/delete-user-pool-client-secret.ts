import { deleteClientSecret } from "../../pools/client-secrets.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { ClientId, UserPoolId } from "../../protocol/request-members.ts";
import { string, structure } from "../../protocol/shape.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClientSecret.html */
export const deleteUserPoolClientSecret = defineOperation(
  structure({ UserPoolId, ClientId, ClientSecretId: string({ min: 1, max: 128 }) }),
  async ({ database, now }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    await deleteClientSecret(database, pool.id, input.ClientId, input.ClientSecretId, now);
    return {};
  },
);
