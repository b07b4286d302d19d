import { requireAppClientOfPool } from "../../pools/app-clients.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { createBranding, toBrandingType } from "../../resources/branding.ts";
import { createBrandingShape } from "../../settings/resources/branding.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateManagedLoginBranding.html */
export const createManagedLoginBranding = defineOperation(
  createBrandingShape,
  async ({ database, now }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const client = await requireAppClientOfPool(database, id, input.ClientId);
    const { UserPoolId: _pool, ClientId: _client, UseCognitoProvidedValues = false, ...style } = input;
    const branding = await createBranding(database, client, { UseCognitoProvidedValues, ...style }, now);
    return { ManagedLoginBranding: toBrandingType(branding) };
  },
);
