import { Token } from "../../protocol/request-members.ts";
import { oneOf, string, structure } from "../../protocol/shape.ts";
import { requireSessionTracking, revokeSession } from "../../tokens/sessions.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeUserSession.html */
export const revokeUserSession = defineOperation(
  structure(
    { AccessToken: Token, SessionId: string({ min: 1, max: 128 }) },
    { RevokeAssociatedSessions: oneOf("NONE", "LINKED") },
  ),
  async (context, input) => {
    const { pool, user, signIn } = await verifyAccessToken(context, input.AccessToken);
    requireSessionTracking(pool);
    await revokeSession(context, user, signIn, input.SessionId);
    return {};
  },
);
