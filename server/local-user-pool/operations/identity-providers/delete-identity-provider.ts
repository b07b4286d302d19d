import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { deleteResource } from "../../resources/pool-resources.ts";
import { ProviderName } from "../../settings/resources/identity-provider.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteIdentityProvider.html */
export const deleteIdentityProvider = defineOperation(
  structure({ UserPoolId, ProviderName }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    await deleteResource(database, id, "identity_provider", input.ProviderName);
    return {};
  },
);
