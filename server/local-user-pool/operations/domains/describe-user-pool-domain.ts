import { structure } from "../../protocol/shape.ts";
import { findDomain, toDomainDescription } from "../../resources/domains.ts";
import { Domain } from "../../settings/resources/domain.ts";
import { defineOperation } from "../definition/operation.ts";

/**
 * A domain that does not exist has an empty description.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolDomain.html
 */
export const describeUserPoolDomain = defineOperation(structure({ Domain }), async ({ database }, input) => {
  const domain = await findDomain(database, input.Domain);
  return { DomainDescription: domain ? toDomainDescription(domain) : {} };
});
