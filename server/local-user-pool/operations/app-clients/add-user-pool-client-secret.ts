import { addClientSecret } from "../../pools/client-secrets.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { ClientId, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { NewClientSecret } from "../../settings/client-settings.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddUserPoolClientSecret.html */
export const addUserPoolClientSecret = defineOperation(
  structure({ UserPoolId, ClientId }, { ClientSecret: NewClientSecret }),
  async ({ database, now }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    const given = input.ClientSecret;
    const { descriptor, value } = await addClientSecret(database, pool.id, input.ClientId, given, now);
    return {
      ClientSecretDescriptor: { ...descriptor, ...(given === undefined && { ClientSecretValue: value }) },
    };
  },
);
