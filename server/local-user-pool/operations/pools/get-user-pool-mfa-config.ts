import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { toMfaConfigType } from "../../settings/mfa-settings.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolMfaConfig.html */
export const getUserPoolMfaConfig = defineOperation(structure({ UserPoolId }), async ({ database }, input) =>
  toMfaConfigType(await requirePool(database, input.UserPoolId)),
);
