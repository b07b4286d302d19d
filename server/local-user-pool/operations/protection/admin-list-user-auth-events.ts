import { requirePool } from "../../pools/user-pools.ts";
import { PaginationToken, UserPoolId, Username } from "../../protocol/request-members.ts";
import { integer, structure } from "../../protocol/shape.ts";
import { requireThreatProtection } from "../../resources/risk-configuration.ts";
import { listAuthEvents } from "../../tokens/auth-events.ts";
import { requireUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListUserAuthEvents.html */
export const adminListUserAuthEvents = defineOperation(
  structure(
    { UserPoolId, Username },
    { MaxResults: integer({ min: 0, max: 60 }), NextToken: PaginationToken },
  ),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    requireThreatProtection(pool);
    const user = await requireUser(database, pool, input.Username);
    return await listAuthEvents(database, user, input);
  },
);
