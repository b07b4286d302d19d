import { requirePool } from "../../pools/user-pools.ts";
import { createDomain, toDomainResponse } from "../../resources/domains.ts";
import { domainShape } from "../../settings/resources/domain.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html */
export const createUserPoolDomain = defineOperation(domainShape, async ({ database, now }, input) => {
  const { id } = await requirePool(database, input.UserPoolId);
  const { Domain, ManagedLoginVersion = 1, CustomDomainConfig } = input;
  const value = { ManagedLoginVersion, ...(CustomDomainConfig && { CustomDomainConfig }) };
  return toDomainResponse(await createDomain(database, id, Domain, value, now));
});
