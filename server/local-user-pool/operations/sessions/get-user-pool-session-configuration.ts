import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { defaultSessionSettings } from "../../settings/session-settings.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolSessionConfiguration.html */
export const getUserPoolSessionConfiguration = defineOperation(
  structure({ UserPoolId }),
  async ({ database }, input) => {
    const { id, sessions } = await requirePool(database, input.UserPoolId);
    return { UserPoolId: id, ...(sessions ?? defaultSessionSettings) };
  },
);
