import { defineAction } from "../action.ts";
import { requireClientOfPool } from "../app-clients.ts";
import { ClientId, UserPoolId } from "../constraints.ts";
import { structure } from "../shape.ts";
import { requirePool } from "../user-pools.ts";
import { toUserPoolClientType } from "../wire.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
export const describeUserPoolClient = defineAction(
  structure({ UserPoolId, ClientId }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    return {
      UserPoolClient: toUserPoolClientType(await requireClientOfPool(database, pool.id, input.ClientId)),
    };
  },
);
