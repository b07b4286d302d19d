import { requirePool } from "../../pools/user-pools.ts";
import { toDomainResponse } from "../../resources/domains.ts";
import { requireResource, updateResource } from "../../resources/pool-resources.ts";
import { domainShape } from "../../settings/resources/domain.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolDomain.html */
export const updateUserPoolDomain = defineOperation(domainShape, async ({ database, now }, input) => {
  const { id } = await requirePool(database, input.UserPoolId);
  const { UserPoolId: _pool, Domain, ...changes } = input;
  const { value } = await requireResource(database, id, "domain", Domain);
  return toDomainResponse(
    await updateResource(database, id, "domain", Domain, { ...value, ...changes }, now),
  );
});
