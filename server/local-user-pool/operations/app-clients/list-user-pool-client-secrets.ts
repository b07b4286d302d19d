import { requireAppClientOfPool } from "../../pools/app-clients.ts";
import { toDescriptor } from "../../pools/client-secrets.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { ClientId, PaginationToken, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClientSecrets.html */
export const listUserPoolClientSecrets = defineOperation(
  structure({ UserPoolId, ClientId }, { NextToken: PaginationToken }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const { secrets } = await requireAppClientOfPool(database, pool.id, input.ClientId);
    return { ClientSecrets: secrets.map(toDescriptor) };
  },
);
