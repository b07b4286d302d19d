import { requirePool } from "../../pools/user-pools.ts";
import { PaginationToken, UserPoolId, Username } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { listSessions, requireSessionTracking } from "../../tokens/sessions.ts";
import { requireUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListUserSessions.html */
export const adminListUserSessions = defineOperation(
  structure({ UserPoolId, Username }, { NextToken: PaginationToken }),
  async (context, input) => {
    const pool = await requirePool(context.database, input.UserPoolId);
    requireSessionTracking(pool);
    const user = await requireUser(context.database, pool, input.Username);
    return await listSessions(context, user, undefined, input.NextToken);
  },
);
