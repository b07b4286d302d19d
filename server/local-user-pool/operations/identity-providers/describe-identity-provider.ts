import { requirePool } from "../../pools/user-pools.ts";
import { UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { toIdentityProviderType } from "../../resources/identity-providers.ts";
import { requireResource } from "../../resources/pool-resources.ts";
import { ProviderName } from "../../settings/resources/identity-provider.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeIdentityProvider.html */
export const describeIdentityProvider = defineOperation(
  structure({ UserPoolId, ProviderName }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const provider = await requireResource(database, id, "identity_provider", input.ProviderName);
    return { IdentityProvider: toIdentityProviderType(provider) };
  },
);
