import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId, Username } from "../../protocol/request-members.ts";
import { oneOf, string, structure } from "../../protocol/shape.ts";
import { requireSessionTracking, revokeSession } from "../../tokens/sessions.ts";
import { requireUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRevokeUserSession.html */
export const adminRevokeUserSession = defineOperation(
  structure(
    { UserPoolId, Username, SessionId: string({ min: 1, max: 128 }) },
    { RevokeAssociatedSessions: oneOf("NONE", "LINKED") },
  ),
  async (context, input) => {
    const pool = await requirePool(context.database, input.UserPoolId);
    requireSessionTracking(pool);
    const user = await requireUser(context.database, pool, input.Username);
    await revokeSession(context, user, undefined, input.SessionId);
    return {};
  },
);
