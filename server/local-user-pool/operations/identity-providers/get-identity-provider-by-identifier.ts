import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { findProviderByIdentifier, toIdentityProviderType } from "../../resources/identity-providers.ts";
import { resourceDoesNotExist } from "../../resources/pool-resources.ts";
import { IdpIdentifier } from "../../settings/resources/identity-provider.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetIdentityProviderByIdentifier.html */
export const getIdentityProviderByIdentifier = defineOperation(
  structure({ UserPoolId, IdpIdentifier }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const provider = await findProviderByIdentifier(database, id, input.IdpIdentifier);
    if (!provider) throw resourceDoesNotExist("identity_provider");
    return { IdentityProvider: toIdentityProviderType(provider) };
  },
);
