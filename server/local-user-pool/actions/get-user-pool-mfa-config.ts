import { defineAction } from "../action.ts";
import { UserPoolId } from "../constraints.ts";
import { structure } from "../shape.ts";
import { requirePool } from "../user-pools.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolMfaConfig.html */
export const getUserPoolMfaConfig = defineAction(
  structure({ UserPoolId }),
  async ({ database }, input) => (await requirePool(database, input.UserPoolId)).mfa,
);
