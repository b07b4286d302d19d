import { requireAppClientOfPool, toUserPoolClientType } from "../../pools/app-clients.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { ClientId, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { defineOperation } from "../definition/operation.ts";
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
export const describeUserPoolClient = defineOperation(
  structure({ UserPoolId, ClientId }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    return {
      UserPoolClient: toUserPoolClientType(await requireAppClientOfPool(database, pool.id, input.ClientId)),
    };
  },
);
