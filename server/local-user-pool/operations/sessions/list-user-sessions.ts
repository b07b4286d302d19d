import { PaginationToken, Token } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { listSessions, requireSessionTracking } from "../../tokens/sessions.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserSessions.html */
export const listUserSessions = defineOperation(
  structure({ AccessToken: Token }, { NextToken: PaginationToken }),
  async (context, input) => {
    const { pool, user, signIn } = await verifyAccessToken(context, input.AccessToken);
    requireSessionTracking(pool);
    return await listSessions(context, user, signIn, input.NextToken);
  },
);
