import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolException } from "../../protocol/exceptions.ts";
import { checkIdentityProvider, toIdentityProviderType } from "../../resources/identity-providers.ts";
import { insertResource } from "../../resources/pool-resources.ts";
import { createProviderShape } from "../../settings/resources/identity-provider.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html */
export const createIdentityProvider = defineOperation(
  createProviderShape,
  async ({ database, now }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const { ProviderName, ProviderType, ProviderDetails, AttributeMapping = {}, IdpIdentifiers = [] } = input;
    const value = { ProviderType, ProviderDetails, AttributeMapping, IdpIdentifiers };
    await checkIdentityProvider(database, id, ProviderName, value);
    const row = { poolId: id, key: ProviderName, clientId: null, value };
    const provider = await insertResource(database, "identity_provider", row, now);
    if (!provider) {
      throw new UserPoolException(
        "DuplicateProviderException",
        `A provider with the name ${ProviderName} already exists.`,
      );
    }
    return { IdentityProvider: toIdentityProviderType(provider) };
  },
);
