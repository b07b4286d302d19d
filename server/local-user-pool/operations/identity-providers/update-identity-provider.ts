import { requirePool } from "../../pools/user-pools.ts";
import { checkIdentityProvider, toIdentityProviderType } from "../../resources/identity-providers.ts";
import { requireResource, updateResource } from "../../resources/pool-resources.ts";
import { updateProviderShape } from "../../settings/resources/identity-provider.ts";
import { defineOperation } from "../definition/operation.ts";

/**
 * Omitted members stay as they were.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateIdentityProvider.html
 */
export const updateIdentityProvider = defineOperation(
  updateProviderShape,
  async ({ database, now }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const { UserPoolId: _pool, ProviderName, ...changes } = input;
    const { value: before } = await requireResource(database, id, "identity_provider", ProviderName);
    const value = { ...before, ...changes };
    await checkIdentityProvider(database, id, ProviderName, value);
    const provider = await updateResource(database, id, "identity_provider", ProviderName, value, now);
    return { IdentityProvider: toIdentityProviderType(provider) };
  },
);
