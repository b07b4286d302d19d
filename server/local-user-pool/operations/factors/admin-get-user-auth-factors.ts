import { findAuthFactors } from "../../mfa/auth-factors.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { Username, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { requireUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUserAuthFactors.html */
export const adminGetUserAuthFactors = defineOperation(
  structure({ UserPoolId, Username }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    return await findAuthFactors(database, pool, await requireUser(database, pool, input.Username));
  },
);
