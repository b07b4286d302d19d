import { requirePool } from "../../pools/user-pools.ts";
import { PaginationToken, UserPoolId } from "../../protocol/request-members.ts";
import { integer, structure } from "../../protocol/shape.ts";
import { listResources } from "../../resources/pool-resources.ts";
import { toIdentityProviderType } from "../../resources/identity-providers.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListIdentityProviders.html */
export const listIdentityProviders = defineOperation(
  structure({ UserPoolId }, { MaxResults: integer({ min: 0, max: 60 }), NextToken: PaginationToken }),
  async ({ database }, input) => {
    const { id } = await requirePool(database, input.UserPoolId);
    const page = { size: input.MaxResults || 60, token: input.NextToken };
    const { items, nextToken } = await listResources(database, id, "identity_provider", page);
    const Providers = items.map((provider) => {
      const { ProviderName, ProviderType, CreationDate, LastModifiedDate } = toIdentityProviderType(provider);
      return { ProviderName, ProviderType, CreationDate, LastModifiedDate };
    });
    return { Providers, NextToken: nextToken };
  },
);
